#include "report/list.h"

#include "edit/switch.h"

namespace ces {

std::string ListReport::pin_in_words() const {
  const Setting<Wish>& wish = settings->toolkit;
  return wish.source.level == Level::pin
             ? wish.value.text + " (" + place_in_words(wish.source) + ')'
             : "";
}

ListReport list_report(const Environment& environment, const Facts& facts,
                       const Diagnosis& diagnosis, const Settings& settings) {
  ListReport report{&facts, &settings, {}, diagnosis.findings};
  const bool has_pin = settings.toolkit.source.level == Level::pin &&
                       settings.toolkit.value.kind != Wish::Kind::automatic;
  for (const Toolkit& toolkit : facts.toolkits) {
    const bool is_chosen = &toolkit == diagnosis.toolkit;
    report.toolkits.push_back(
        {&toolkit, is_in_force(environment, toolkit), is_chosen, is_chosen && has_pin});
  }
  return report;
}

}  // namespace ces
