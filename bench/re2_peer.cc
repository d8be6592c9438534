// RE2::Set: all phrases as one caseless automaton, asked line by line which of them it holds.
#include "bench/contestant.h"

#ifdef CALQUE_BENCH_RE2
#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#endif

namespace calque::bench {

#ifdef CALQUE_BENCH_RE2

namespace {

constexpr std::int64_t kMemory = std::int64_t{2} << 30;

double Scan(const RE2::Set& set, std::string_view text) {
  double found = 0;
  std::vector<int> matches;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (set.Match({text.data() + begin, end - begin}, &matches)) {
      found += static_cast<double>(matches.size());
    }
    begin = end + 1;
  }
  return found;
}

}  // namespace

Contestant MakeRe2Set(const ScannedText& text, const Phrases& phrases) {
  Contestant contestant;
  contestant.name = "RE2::Set";
  RE2::Options options(RE2::Quiet);
  options.set_case_sensitive(false);
  options.set_max_mem(kMemory);
  auto set = std::make_shared<RE2::Set>(options, RE2::UNANCHORED);
  for (const std::string& phrase : phrases) set->Add("\\b" + phrase + "\\b", nullptr);
  if (!set->Compile()) {
    contestant.skipped = "RE2::Set does not compile so many phrases in 2 GiB";
    return contestant;
  }
  contestant.run = [set, &text] { return Scan(*set, text.text); };
  return contestant;
}

#else

Contestant MakeRe2Set(const ScannedText&, const Phrases&) {
  return {.job = "", .name = "RE2::Set", .skipped = "libre2-dev is not installed"};
}

#endif

}  // namespace calque::bench
