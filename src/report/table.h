// Rows of text in columns as wide as their longest cell.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ces {

class Table {
 public:
  explicit Table(std::vector<std::string> head) { add(std::move(head)); }

  void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }

  // Return the rows, each with its line end; nothing stands behind the last cell.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> m_rows;
};

}  // namespace ces
