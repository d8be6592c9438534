// One way to do a job on a text, to be measured against others that do the same.
#ifndef CALQUE_BENCH_CONTESTANT_H_
#define CALQUE_BENCH_CONTESTANT_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace calque::bench {

struct Contestant {
  std::string job = {};   // "phrases 200000"
  std::string name = {};  // "Vectorscan"
  // Does the job once and returns what it found, to be compared with `expected`.
  std::function<double()> run = {};
  std::size_t repeats = 1;  // in a row, for what takes no time
  double expected = 0;
  double tolerance = 0;         // relative, of the answer
  std::size_t table_bytes = 0;  // of what it looks things up in; 0: unknown
  std::string skipped = {};     // why it does not take part; empty: it does
};

// The text of one run: ASCII, one paragraph a line, single spaces.
struct ScannedText {
  std::string_view text;
  // Of each byte, whether a token begins there and whether one ends before it: where a
  // phrase may stand. The last one is that of the end.
  std::vector<bool> begins;
  std::vector<bool> ends;

  bool IsPhrase(std::size_t begin, std::size_t end) const { return begins[begin] && ends[end]; }
};

// Peers that know bytes only. They report every place where a phrase stands, as IsPhrase
// says, except RE2::Set, which cannot tell places: its answer is the number of different
// phrases of every line, added up; and its words end at every apostrophe, so that it finds
// one in thousands more. A peer that this build lacks comes as skipped.
using Phrases = std::vector<std::string>;
Contestant MakeVectorscan(const ScannedText& text, const Phrases& phrases);
Contestant MakeDaachorse(const ScannedText& text, const Phrases& phrases);
Contestant MakeRe2Set(const ScannedText& text, const Phrases& phrases);

// KenLM's model in its fastest form, read from an ARPA file. `words` are those of all
// sentences, folded, one sentence after another; `ends` has the end of each. The answer
// is the sum of all log10 probabilities, those of </s> included.
Contestant MakeKenlm(const std::string& arpa, const std::vector<std::string_view>& words,
                     const std::vector<std::size_t>& ends);

}  // namespace calque::bench

#endif  // CALQUE_BENCH_CONTESTANT_H_
