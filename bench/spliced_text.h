// Text for the benchmarks, as much as is asked for, from the repository alone.
//
// Idea: English sentences that lie in the repository (honest sample articles and the
// clean examples of the dictionaries) are spliced. The text follows a source
// sentence word by word and now and then goes on from another place where the same
// word stands; some words are replaced by others, a few by made-up ones. So word
// frequencies are those of English, long n-grams recur as they do in real text, and a
// model learnt from one such text knows most, not all, of another. It is no prose:
// it measures speed, never quality.
//
// The same seed gives the same text on every machine.
#ifndef CALQUE_BENCH_SPLICED_TEXT_H_
#define CALQUE_BENCH_SPLICED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace calque::bench {

// One word in so many is followed by what follows it elsewhere, is replaced by another.
struct Splicing {
  std::size_t jump;
  std::size_t replace;
};
// Much to learn for a model, which needs more different n-grams than there are sources.
inline constexpr Splicing kVaried{4, 6};
// Nearer to prose, so that it is analysed as honest articles are.
inline constexpr Splicing kCalm{12, 60};

class SplicedText {
 public:
  SplicedText(std::uint64_t seed, const Splicing& splicing);

  // False when the sources are not where they were when this was compiled.
  bool ok() const { return !words_.empty(); }

  // About 5 KB of ASCII: paragraphs of three to six sentences, one a line, single
  // spaces, an empty line at the end.
  std::string Article();
  // A word of the sources, as often as it stands there.
  const std::string& AnyWord() { return words_[Below(words_.size())]; }

 private:
  void AddSentences(const std::string& text);
  void AppendSentence(std::string* text);
  std::string MadeUpWord();
  std::size_t AnySentence() { return begins_[Below(begins_.size())]; }
  std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

  std::mt19937_64 random_;
  Splicing splicing_;
  std::vector<std::string> words_;                     // of all sources, one after the other
  std::vector<std::size_t> begins_;                    // of sentences, in words_
  std::vector<std::size_t> same_;                      // another place of the same word, in a ring
  std::unordered_map<std::string, std::size_t> last_;  // the last place of a word
};

}  // namespace calque::bench

#endif  // CALQUE_BENCH_SPLICED_TEXT_H_
