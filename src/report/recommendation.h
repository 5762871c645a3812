// What is recommended, for people and for programs.
#pragma once

#include "judge/recommendation.h"

#include <string>

namespace ces {

struct RecommendationReport {
  const Demands* demands = nullptr;
  const Recommendation* recommendation = nullptr;
  std::string tables_file;  // empty: the tables compiled in
};

// recommendation_text.cpp
std::string recommendation_text(const RecommendationReport& report, bool in_color);

// recommendation_json.cpp: one object, with "schema": 1; docs/recommend.md has its schema.
std::string recommendation_json(const RecommendationReport& report);

}  // namespace ces
