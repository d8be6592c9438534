// Windows of the text are counted by a hash, some are taken
// as they stand, the others get another word.
#include "bench/phrase_source.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <unordered_map>
#include <unordered_set>

namespace calque::bench {
namespace {

constexpr std::size_t kLongest = 4;
// How often a megabyte of the text has a phrase that is taken as it stands.
constexpr double kLeastPerMegabyte = 0.5;
constexpr double kMostPerMegabyte = 2;

// A run of plain words with single spaces between them.
using Run = std::vector<std::string_view>;

bool IsPlain(char c) { return c >= 'a' && c <= 'z'; }

// Plain words that no letter, digit, apostrophe or hyphen touches.
std::vector<Run> PlainRuns(std::string_view text) {
  std::vector<Run> runs(1);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && IsPlain(text[end])) ++end;
    const bool whole = end == text.size() || text[end] == ' ' || text[end] == '\n';
    if (end > at && whole) runs.back().push_back(text.substr(at, end - at));
    const bool goes_on = end > at && end < text.size() && text[end] == ' ';
    if (!goes_on && !runs.back().empty()) runs.emplace_back();
    if (!whole || end == at) {
      while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
    }
    at = end + 1;
  }
  return runs;
}

std::string Joined(const Run& words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

class Maker {
 public:
  explicit Maker(std::string_view text) : runs_(PlainRuns(text)) {
    std::erase_if(runs_, [](const Run& run) { return run.size() < kLongest; });
    megabytes_ = static_cast<double>(text.size()) / 1e6;
  }

  std::vector<Phrase> Make(std::size_t count) {
    if (runs_.empty()) return {};
    CollectWords();
    CountWindows();
    for (std::size_t tries = 0; phrases_.size() < kCommon && tries < 4'000'000; ++tries) Take();
    for (std::size_t tries = 0; phrases_.size() < count && tries < 10 * count; ++tries) Swap();
    phrases_.resize(std::min(count, phrases_.size()));
    return std::move(phrases_);
  }

 private:
  std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

  Run Window() {
    const Run& run = runs_[Below(runs_.size())];
    const std::size_t size = 2 + Below(kLongest - 1);
    const auto begin = run.begin() + static_cast<std::ptrdiff_t>(Below(run.size() - size + 1));
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
  }

  // Any word of the text, a frequent one no more often than others.
  std::string_view Word() { return words_[Below(words_.size())]; }

  void CollectWords() {
    for (const Run& run : runs_) words_.insert(words_.end(), run.begin(), run.end());
    std::sort(words_.begin(), words_.end());
    words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
  }

  void CountWindows() {
    for (const Run& run : runs_) {
      for (std::size_t size = 2; size <= kLongest; ++size) {
        for (std::size_t begin = 0; begin + size <= run.size(); ++begin) {
          const auto first = run.begin() + static_cast<std::ptrdiff_t>(begin);
          ++counts_[HashOf(Run(first, first + static_cast<std::ptrdiff_t>(size)))];
        }
      }
    }
  }

  static std::size_t HashOf(const Run& words) {
    std::size_t hash = 0;
    for (const std::string_view word : words) {
      hash = (hash ^ std::hash<std::string_view>()(word)) * 0x9E3779B97F4A7C15u;
    }
    return hash;
  }

  void Take() {
    const Run window = Window();
    const double often = PerMegabyte(window);
    if (often >= kLeastPerMegabyte && often <= kMostPerMegabyte) Add(window, Swapped(window));
  }

  void Swap() {
    const Run window = Window();
    const Run swapped = Swapped(window);
    if (PerMegabyte(swapped) < kLeastPerMegabyte) Add(swapped, window);
  }

  double PerMegabyte(const Run& words) const {
    const auto count = counts_.find(HashOf(words));
    return count == counts_.end() ? 0 : count->second / megabytes_;
  }

  Run Swapped(Run words) {
    words[Below(words.size())] = Word();
    return words;
  }

  // No phrase is both wrong and right, and none stands twice.
  void Add(const Run& artifact, const Run& original) {
    Phrase phrase{Joined(artifact), Joined(original)};
    if (phrase.artifact == phrase.original || originals_.count(phrase.artifact) > 0 ||
        artifacts_.count(phrase.original) > 0 || !artifacts_.insert(phrase.artifact).second) {
      return;
    }
    originals_.insert(phrase.original);
    phrases_.push_back(std::move(phrase));
  }

  std::vector<Run> runs_;
  Run words_;  // different ones
  double megabytes_ = 0;
  std::mt19937_64 random_{11};
  std::unordered_map<std::size_t, std::uint32_t> counts_;
  std::unordered_set<std::string> artifacts_;
  std::unordered_set<std::string> originals_;
  std::vector<Phrase> phrases_;
};

}  // namespace

std::vector<Phrase> PhrasesOf(std::string_view text, std::size_t count) {
  return Maker(text).Make(count);
}

std::string DictionarySource(const std::vector<Phrase>& phrases, std::size_t count) {
  std::string source =
      "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
      "hit_example\tclean_example\tsource\tnote\n";
  for (std::size_t i = 0; i < std::min(count, phrases.size()); ++i) {
    source += "bench/" + std::to_string(i) + '\t' + phrases[i].artifact + '\t' +
              phrases[i].original + "\tsynonym\tmedium\tany\t\t\t\t\t\t\tmade\t\n";
  }
  return source;
}

}  // namespace calque::bench
