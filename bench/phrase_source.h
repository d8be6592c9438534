// Many phrases that look like a dictionary's, derived from a text.
//
// An artifact differs from good English by a word, so that is how the phrases are
// made: two to four words of the text, one of them replaced by another word of it; what
// stood there is the original. Such a phrase is seldom met, as most entries of a large
// dictionary are. The first kCommon phrases are not made but taken as they stand, of those
// that the text has now and then, so that every dictionary has something to find.
//
// Words are of small ASCII letters and single spaces, so that matchers of bytes and of
// words have the same to find.
#ifndef CALQUE_BENCH_PHRASE_SOURCE_H_
#define CALQUE_BENCH_PHRASE_SOURCE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calque::bench {

inline constexpr std::size_t kCommon = 500;

struct Phrase {
  std::string artifact;
  std::string original;
};

// The first of them are always the same, however many are asked for. Fewer than asked
// for when the text is too short.
std::vector<Phrase> PhrasesOf(std::string_view text, std::size_t count);

// A source file for `calque dict compile`.
std::string DictionarySource(const std::vector<Phrase>& phrases, std::size_t count);

}  // namespace calque::bench

#endif  // CALQUE_BENCH_PHRASE_SOURCE_H_
