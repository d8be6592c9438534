// A word list in the layout of the pack, built the slow and obvious way.
#ifndef CALQUE_TESTS_SCORING_LEXICON_SECTION_H_
#define CALQUE_TESTS_SCORING_LEXICON_SECTION_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/scoring/lexicon_table.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

using ListedWord = std::pair<std::string_view, Languages>;

// Header, starts, words; a vector so that it is aligned.
inline std::vector<std::uint32_t> LexiconSection(const std::vector<ListedWord>& listed) {
  std::vector<std::uint32_t> section = {kLexiconMagic, kLexiconVersion, kLanguageBits,
                                        static_cast<std::uint32_t>(listed.size())};
  std::vector<std::uint32_t> words;
  for (std::uint32_t bucket = 0; bucket < kLexiconBuckets; ++bucket) {
    section.push_back(static_cast<std::uint32_t>(words.size()));
    const std::size_t begin = words.size();
    for (const auto& [word, languages] : listed) {
      const LexiconPlace place = PlaceOf(text::HashToken(word));
      if (place.bucket == bucket) words.push_back(place.rest << kLanguageBits | languages);
    }
    std::sort(words.begin() + static_cast<std::ptrdiff_t>(begin), words.end());
  }
  section.push_back(static_cast<std::uint32_t>(words.size()));
  section.insert(section.end(), words.begin(), words.end());
  return section;
}

inline std::span<const std::byte> BytesOf(const std::vector<std::uint32_t>& section) {
  return std::as_bytes(std::span(section));
}

}  // namespace calque::scoring

#endif  // CALQUE_TESTS_SCORING_LEXICON_SECTION_H_
