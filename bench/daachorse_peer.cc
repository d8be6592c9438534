// Daachorse, a double-array Aho-Corasick automaton in Rust, behind the few C functions of
// daachorse/src/lib.rs. It knows no letter case: the text is put into small letters first,
// which is part of the time.
#include "bench/contestant.h"

#ifdef CALQUE_BENCH_DAACHORSE
#include <algorithm>
#include <memory>

extern "C" {
struct CalqueDaachorse;
CalqueDaachorse* calque_daachorse_new(const char* const* phrases, const std::size_t* sizes,
                                      std::size_t count);
void calque_daachorse_free(CalqueDaachorse* automaton);
std::size_t calque_daachorse_bytes(const CalqueDaachorse* automaton);
std::size_t calque_daachorse_count(const CalqueDaachorse* automaton, const char* text,
                                   std::size_t size, const std::uint8_t* begins,
                                   const std::uint8_t* ends);
}
#endif

namespace calque::bench {

#ifdef CALQUE_BENCH_DAACHORSE

namespace {

constexpr std::size_t kBlock = 64 * 1024;

struct Matcher {
  std::unique_ptr<CalqueDaachorse, void (*)(CalqueDaachorse*)> automaton;
  std::vector<std::uint8_t> begins;
  std::vector<std::uint8_t> ends;
  std::string lower = std::string(kBlock, '\0');
};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

double Scan(Matcher* matcher, std::string_view text) {
  std::size_t found = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.size();
    if (begin + kBlock < end) {
      const std::size_t newline = text.rfind('\n', begin + kBlock - 1);
      end = newline != std::string_view::npos && newline > begin ? newline : begin + kBlock;
    }
    std::transform(text.begin() + static_cast<std::ptrdiff_t>(begin),
                   text.begin() + static_cast<std::ptrdiff_t>(end), matcher->lower.begin(), Lower);
    found += calque_daachorse_count(matcher->automaton.get(), matcher->lower.data(), end - begin,
                                    matcher->begins.data() + begin, matcher->ends.data() + begin);
    begin = end;
  }
  return static_cast<double>(found);
}

}  // namespace

Contestant MakeDaachorse(const ScannedText& text, const Phrases& phrases) {
  Contestant contestant;
  contestant.name = "daachorse";
  std::vector<const char*> starts;
  std::vector<std::size_t> sizes;
  for (const std::string& phrase : phrases) {
    starts.push_back(phrase.data());
    sizes.push_back(phrase.size());
  }
  auto matcher = std::make_shared<Matcher>(Matcher{
      {calque_daachorse_new(starts.data(), sizes.data(), phrases.size()), &calque_daachorse_free},
      {text.begins.begin(), text.begins.end()},
      {text.ends.begin(), text.ends.end()}});
  if (matcher->automaton == nullptr) {
    contestant.skipped = "daachorse does not build an automaton of the phrases";
    return contestant;
  }
  contestant.table_bytes = calque_daachorse_bytes(matcher->automaton.get());
  contestant.run = [matcher, &text] { return Scan(matcher.get(), text.text); };
  return contestant;
}

#else

Contestant MakeDaachorse(const ScannedText&, const Phrases&) {
  return {.job = "",
          .name = "daachorse",
          .skipped = "no cargo of Rust 1.77 or newer, which builds bench/daachorse"};
}

#endif

}  // namespace calque::bench
