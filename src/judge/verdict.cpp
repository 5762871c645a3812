#include "judge/verdict.h"

#include "compat/lookup.h"
#include "judge/driver_gpu.h"
#include "judge/forward_compat.h"
#include "judge/toolkit_gpu.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ces {

namespace {

constexpr std::uint32_t k_first_family_major = compat::k_first_family_major;

// The toolkit's CUDA as it is compared.
struct JudgedToolkit {
  // Major and minor.
  Version cuda;
  // How it is called in reasons.
  std::string name;
  // Only the major was given, and the tables have no toolkit of it to take the minor from.
  bool minor_missing = false;
};

// Where a driver's branch stands in the map.
enum class Place { below, inside, above };

struct JudgedDriver {
  Version release;
  std::string name;
  Place place = Place::inside;
  // The CUDA of the branch, or of the nearest lower one. Counts only inside the map.
  Version cuda;
};

bool is_given(const std::optional<Version>& version) {
  return version && version->count() > 0;
}

bool has_own_minimum(const Version& cuda) {
  return cuda.major() < k_first_family_major;
}

// A bare branch means its newest release, which is not older than any of that branch.
bool is_at_least(const JudgedDriver& driver, const compat::DriverRelease& minimum) {
  if (driver.release.count() == 1) {
    return driver.release.major() >= minimum.version.major();
  }
  return driver.release >= minimum.version;
}

JudgedToolkit read_toolkit(const Version& given, const compat::Tables& tables,
                           std::vector<std::string>& reasons) {
  if (given.count() > 1) {
    return {given.release(), "CUDA " + given.release().str(), false};
  }
  JudgedToolkit toolkit{given.release(), "CUDA " + given.str(), true};
  for (const compat::ToolkitRelease& row : tables.toolkits) {
    if (row.version.major() == given.major()) {
      toolkit = {row.version.release(), "CUDA " + row.version.release().str(), false};
    }
  }
  if (toolkit.minor_missing) {
    reasons.push_back("The toolkit is given as " + given.str() +
                      " alone, a major of which the tables know no release.");
  } else {
    reasons.push_back("The toolkit is given as " + given.str() +
                      " alone, which means that major's newest release, " + toolkit.name + ".");
  }
  return toolkit;
}

JudgedDriver read_driver(const Version& release, const std::string& text,
                         const compat::Tables& tables, std::vector<std::string>& reasons) {
  JudgedDriver driver{release, "driver " + (text.empty() ? release.str() : text), Place::below, {}};
  if (release.count() == 1) {
    reasons.push_back("The driver is given as " + release.str() +
                      " alone, which means the newest release of that branch.");
  }
  for (const compat::DriverBranch& row : tables.branches) {
    if (row.branch <= release.major()) {
      driver.place = row.branch == tables.branches.back().branch && row.branch < release.major()
                         ? Place::above
                         : Place::inside;
      driver.cuda = row.cuda;
    }
  }
  return driver;
}

// The smallest published driver that a toolkit of this CUDA runs on.
std::string find_needed_driver(const Version& cuda, const compat::Tables& tables) {
  if (has_own_minimum(cuda)) {
    const compat::OwnMinimum* own = compat::find_own_minimum(tables, cuda);
    return own == nullptr ? std::string() : std::string(own->driver.text);
  }
  const compat::MinorVersionMinimum* family = compat::find_family(tables, cuda.major());
  if (family == nullptr) {
    return {};
  }
  // The drivers a toolkit was published with support it by themselves, even the few below the
  // family's minimum (11.0).
  compat::DriverRelease needed = family->driver;
  for (const compat::ToolkitRelease& row : tables.toolkits) {
    if (row.version.release() != cuda) {
      continue;
    }
    for (const compat::DriverRelease& published : {row.bundled, row.table}) {
      if (published.known() && published.version < needed.version) {
        needed = published;
      }
    }
  }
  return std::string(needed.text);
}

// Writes the answer; one sentence per decision.
class Judge {
 public:
  Judge(const compat::Tables& tables, JudgedToolkit toolkit, Judgement& judgement)
      : m_tables(tables), m_toolkit(std::move(toolkit)), m_judgement(judgement) {}

  // Only the driver's CUDA is known, from CONDA_OVERRIDE_CUDA or by whom else.
  void decide_by_cuda(const Version& cuda, const std::string& by) {
    const std::string who = by.empty() ? "CONDA_OVERRIDE_CUDA" : by;
    const std::string driver = who + " says that the driver supports CUDA " + cuda.str();
    const bool same_major = cuda.major() == m_toolkit.cuda.major();
    const bool minor_decides = same_major && m_toolkit.minor_missing;
    if (cuda >= m_toolkit.cuda && !minor_decides) {
      set(Verdict::native, driver + ", which is not older than the toolkit's " + m_toolkit.name +
                               "; drivers run programs of every older CUDA.");
    } else if (same_major && !has_own_minimum(cuda)) {
      set(Verdict::minor_version,
          driver +
              (minor_decides ? ", of the same major as the toolkit's "
                             : ", of the same major as the toolkit's newer ") +
              m_toolkit.name + ".");
      guess(who + " gives no driver release that could be judged, so the minimum of the CUDA " +
            std::to_string(cuda.major()) + " family" + family_minimum_text() +
            " cannot be checked.");
    } else if (minor_decides) {
      set(Verdict::unknown,
          driver + "; which " + m_toolkit.name + " release the toolkit is, is not known.");
    } else {
      set(Verdict::unsupported,
          driver + ", which is older than the toolkit's " + m_toolkit.name + "; " +
              (same_major ? "CUDA before 11 has no minor-version compatibility."
                          : "minor-version compatibility ends at the major version."));
    }
  }

  // A Jetson's system brings its CUDA, whatever its driver's number.
  void decide_by_jetpack(const compat::JetPack& jetpack) {
    const std::string brings = "This Jetson has " + std::string(jetpack.name) +
                               ", whose driver supports CUDA " + jetpack.cuda.str();
    guess("The CUDA of a Jetson is taken from the table of its system's releases.");
    if (jetpack.cuda >= m_toolkit.cuda) {
      set(Verdict::native, brings + ", which is not older than the toolkit's " + m_toolkit.name +
                               "; drivers run programs of every older CUDA.");
    } else if (jetpack.upgrades.has(m_toolkit.cuda)) {
      set(Verdict::unknown, brings + "; " + m_toolkit.name +
                                " runs with NVIDIA's upgrade package for it (cuda-compat), and "
                                "whether that is installed is not known.");
    } else {
      set(Verdict::unsupported, brings + ", older than the toolkit's " + m_toolkit.name +
                                    ", for which no upgrade package is listed.");
    }
  }

  void decide_by_release(const JudgedDriver& driver) {
    if (has_own_minimum(m_toolkit.cuda)) {
      decide_by_own_minimum(driver);
    } else if (driver.place == Place::below) {
      decide_below_map(driver);
    } else if (m_toolkit.cuda > compat::newest_toolkit(m_tables)) {
      decide_newer_toolkit(driver);
    } else if (driver.place == Place::above) {
      set(Verdict::native, capital(driver.name) +
                               " is newer than the tables, which end at branch " +
                               std::to_string(m_tables.branches.back().branch) + " and CUDA " +
                               compat::newest_toolkit(m_tables).str() +
                               "; drivers run programs of every older CUDA, the toolkit's " +
                               m_toolkit.name + " included.");
    } else {
      decide_by_family(driver);
    }
  }

 private:
  void set(Verdict verdict, std::string reason) {
    m_judgement.verdict = verdict;
    m_judgement.reasons.push_back(std::move(reason));
  }

  void guess(std::string reason) {
    m_judgement.guess = true;
    m_judgement.reasons.push_back(std::move(reason));
  }

  static std::string capital(std::string name) {
    name[0] = 'D';
    return name;
  }

  [[nodiscard]] std::string family_minimum_text() const {
    const compat::MinorVersionMinimum* family =
        compat::find_family(m_tables, m_toolkit.cuda.major());
    return family == nullptr ? std::string() : " (driver " + std::string(family->driver.text) + ")";
  }

  // Toolkits before the families: each release its own minimum, and the branch's CUDA does not
  // count.
  void decide_by_own_minimum(const JudgedDriver& driver) {
    const compat::OwnMinimum* own = compat::find_own_minimum(m_tables, m_toolkit.cuda);
    if (own == nullptr) {
      set(Verdict::unknown, "The tables know no smallest driver for the toolkit's " +
                                m_toolkit.name + ", so " + driver.name +
                                " cannot be judged by it.");
      return;
    }
    const std::string minimum(own->driver.text);
    if (is_at_least(driver, own->driver)) {
      set(Verdict::native, capital(driver.name) + " is not older than " + minimum +
                               ", the smallest driver for the toolkit's " + m_toolkit.name +
                               "; drivers run programs of every older CUDA.");
    } else {
      set(Verdict::unsupported, capital(driver.name) + " is older than " + minimum +
                                    ", the smallest driver for the toolkit's " + m_toolkit.name +
                                    "; CUDA before 11 has no minor-version compatibility.");
    }
  }

  void decide_below_map(const JudgedDriver& driver) {
    const std::string first = m_tables.branches.empty()
                                  ? std::string("any")
                                  : std::to_string(m_tables.branches.front().branch);
    set(Verdict::unsupported, capital(driver.name) + " is older than branch " + first +
                                  ", the first in the tables, and so than every driver for the "
                                  "toolkit's " +
                                  m_toolkit.name + ".");
  }

  void decide_newer_toolkit(const JudgedDriver& driver) {
    const std::string newer = "The toolkit's " + m_toolkit.name +
                              " is newer than the tables, which end at CUDA " +
                              compat::newest_toolkit(m_tables).str();
    const bool major_known = compat::find_family(m_tables, m_toolkit.cuda.major()) != nullptr;
    if (major_known && driver.place == Place::inside) {
      m_judgement.reasons.push_back(newer + "; its major is known, and so is the rule.");
      decide_by_family(driver);
    } else if (major_known) {
      set(Verdict::minor_version,
          newer + ", and " + driver.name + " is newer than their last branch, " +
              std::to_string(m_tables.branches.back().branch) +
              ": not older than the minimum of the CUDA " + std::to_string(m_toolkit.cuda.major()) +
              " family" + family_minimum_text() + ".");
      guess("The driver may well support this CUDA natively; a newer cuda-env-switch would know.");
    } else if (driver.place == Place::inside) {
      set(Verdict::unsupported, newer + ", and " + driver.name + " supports CUDA " +
                                    driver.cuda.str() +
                                    "; minor-version compatibility ends at the major version.");
    } else {
      set(Verdict::unknown, newer + ", and " + driver.name + " is newer than their last branch, " +
                                std::to_string(m_tables.branches.back().branch) +
                                "; a newer cuda-env-switch is needed to judge them.");
    }
  }

  // The driver is inside the map, the toolkit of a known family.
  void decide_by_family(const JudgedDriver& driver) {
    const std::string supports = capital(driver.name) + " supports CUDA " + driver.cuda.str();
    if (driver.cuda >= m_toolkit.cuda) {
      set(Verdict::native, supports + " natively, which is not older than the toolkit's " +
                               m_toolkit.name + "; drivers run programs of every older CUDA.");
      return;
    }
    const compat::MinorVersionMinimum* family =
        compat::find_family(m_tables, m_toolkit.cuda.major());
    if (driver.cuda.major() != m_toolkit.cuda.major() || family == nullptr) {
      set(Verdict::unsupported, supports + " natively, older than the toolkit's " + m_toolkit.name +
                                    "; minor-version compatibility ends at the major version.");
    } else if (is_at_least(driver, family->driver)) {
      set(Verdict::minor_version,
          supports + " natively, older than the toolkit's " + m_toolkit.name +
              ", but of the same major and not older than " + std::string(family->driver.text) +
              ", the minimum of the CUDA " + std::to_string(family->major) + " family.");
    } else {
      set(Verdict::unsupported,
          supports + " natively, older than the toolkit's " + m_toolkit.name +
              ", and is itself older than " + std::string(family->driver.text) +
              ", the minimum of the CUDA " + std::to_string(family->major) + " family.");
    }
  }

  const compat::Tables& m_tables;
  JudgedToolkit m_toolkit;
  Judgement& m_judgement;
};

bool runs(Verdict verdict) {
  return verdict == Verdict::native || verdict == Verdict::minor_version ||
         verdict == Verdict::forward_compat;
}

// A package that fits turns the verdict; one that does not is worth a reason.
void consider_compat_package(const Question& question, const Version& cuda,
                             const compat::Tables& tables, Judgement& judgement) {
  if (judgement.verdict != Verdict::unsupported || !question.compat_package) {
    return;
  }
  CompatFit fit =
      compat_package_fit(cuda, *question.driver, *question.compat_package, question.gpu, tables);
  const bool is_vouched_for =
      question.compat_is_asked_for && fit.result == CompatFit::Result::gpu_not_known;
  if (fit.result == CompatFit::Result::fits || is_vouched_for) {
    judgement.verdict = Verdict::forward_compat;
    judgement.guess = fit.guess || is_vouched_for;
  }
  judgement.reasons.push_back(std::move(fit.reason));
}

// Programs that the toolkit cannot make for the GPU, or that the driver cannot start on it, do not
// run however well toolkit and driver go together.
void consider_gpu(const Question& question, const Version& cuda, const compat::Tables& tables,
                  Judgement& judgement) {
  if (!question.gpu || !question.gpu->capability || !runs(judgement.verdict)) {
    return;
  }
  const Version& capability = *question.gpu->capability;
  const std::string gpu = in_words(*question.gpu);
  if (target_of(cuda, capability, tables) == GpuTarget::too_new) {
    judgement.verdict = Verdict::unsupported;
    judgement.reasons.push_back("CUDA " + cuda.str() + " makes no code for " + gpu + '.');
  }
  const GpuDriving driving = is_given(question.driver)
                                 ? driving_of(question.driver->major(), capability, tables)
                                 : GpuDriving::not_known;
  if (driving == GpuDriving::dropped || driving == GpuDriving::too_old) {
    judgement.verdict = Verdict::unsupported;
    judgement.guess = judgement.guess || driving == GpuDriving::too_old;
    judgement.reasons.push_back("The driver is too " +
                                std::string(driving == GpuDriving::dropped ? "new" : "old") +
                                " to drive " + gpu + '.');
  }
}

// Return what is known of the driver's CUDA, and the verdict if the toolkit is known too.
void judge_driver(const Question& question, const std::optional<JudgedToolkit>& toolkit,
                  const compat::Tables& tables, Judgement& judgement) {
  const compat::JetPack* jetpack =
      is_given(question.l4t) ? compat::find_jetpack(tables, *question.l4t) : nullptr;
  if (is_given(question.driver_cuda)) {
    judgement.driver_cuda = question.driver_cuda->release();
    if (toolkit) {
      Judge(tables, *toolkit, judgement)
          .decide_by_cuda(*judgement.driver_cuda, question.driver_cuda_by);
    }
  } else if (jetpack != nullptr) {
    judgement.driver_cuda = jetpack->cuda;
    if (toolkit) {
      Judge(tables, *toolkit, judgement).decide_by_jetpack(*jetpack);
    }
  } else if (!question.driver_unjudgeable.empty()) {
    judgement.reasons.push_back(question.driver_unjudgeable);
  } else if (is_given(question.driver)) {
    const JudgedDriver driver =
        read_driver(*question.driver, question.driver_text, tables, judgement.reasons);
    if (driver.place == Place::inside) {
      judgement.driver_cuda = driver.cuda;
    }
    if (toolkit) {
      Judge(tables, *toolkit, judgement).decide_by_release(driver);
      consider_compat_package(question, toolkit->cuda, tables, judgement);
      consider_gpu(question, toolkit->cuda, tables, judgement);
    }
  } else {
    judgement.reasons.emplace_back("The driver's version is not known.");
  }
}

}  // namespace

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::native:
      return "native";
    case Verdict::minor_version:
      return "minor-version";
    case Verdict::forward_compat:
      return "forward-compat";
    case Verdict::unsupported:
      return "unsupported";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

Judgement judge(const Question& question, const compat::Tables& tables) {
  Judgement judgement;
  std::optional<JudgedToolkit> toolkit;
  if (is_given(question.toolkit)) {
    toolkit = read_toolkit(*question.toolkit, tables, judgement.reasons);
    judgement.needed_driver = find_needed_driver(toolkit->cuda, tables);
  } else {
    judgement.reasons.emplace_back("The toolkit's version is not known.");
  }
  judge_driver(question, toolkit, tables, judgement);
  return judgement;
}

}  // namespace ces
