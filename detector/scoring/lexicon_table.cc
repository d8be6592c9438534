// A bucket has a dozen or two words: a binary search within two cache lines.
#include "detector/scoring/lexicon_table.h"

#include <algorithm>
#include <string>

namespace calque::scoring {
namespace {

Error Damaged(const std::string& what) {
  return {ErrorCode::kDataLoss, "section \"lexicon\": " + what};
}

constexpr std::uint32_t kLanguageMask = (1u << kLanguageBits) - 1;

}  // namespace

Result<LexiconTable> LexiconTable::Open(std::span<const std::byte> section) {
  constexpr std::size_t kStartBytes = (kLexiconBuckets + 1) * sizeof(std::uint32_t);
  const bool aligned = reinterpret_cast<std::uintptr_t>(section.data()) % 4 == 0;
  if (!aligned || section.size() < sizeof(LexiconHeader) + kStartBytes) {
    return Damaged("it is shorter than its header");
  }
  const auto& header = *reinterpret_cast<const LexiconHeader*>(section.data());
  if (header.magic != kLexiconMagic) return Damaged("it does not begin with its magic number");
  if (header.version != kLexiconVersion || header.language_bits != kLanguageBits) {
    return Error{ErrorCode::kUnsupported,
                 "section \"lexicon\": version " + std::to_string(header.version) + " with " +
                     std::to_string(header.language_bits) + " lists, this build reads " +
                     std::to_string(kLexiconVersion) + " with " + std::to_string(kLanguageBits)};
  }
  const std::span<const std::byte> arrays = section.subspan(sizeof(LexiconHeader));
  const std::span<const std::byte> words = arrays.subspan(kStartBytes);
  if (words.size() != std::size_t{header.word_count} * sizeof(std::uint32_t)) {
    return Damaged("its size does not fit its number of words");
  }
  LexiconTable table;
  table.starts_ = {reinterpret_cast<const std::uint32_t*>(arrays.data()), kLexiconBuckets + 1};
  table.words_ = {reinterpret_cast<const std::uint32_t*>(words.data()), header.word_count};
  if (!std::is_sorted(table.starts_.begin(), table.starts_.end()) || table.starts_.front() != 0 ||
      table.starts_.back() != header.word_count) {
    return Damaged("a bucket points outside the words");
  }
  return table;
}

Languages LexiconTable::Find(text::TokenKey key) const {
  if (words_.empty()) return 0;
  const LexiconPlace place = PlaceOf(key);
  const auto begin = words_.begin() + starts_[place.bucket];
  const auto end = words_.begin() + starts_[place.bucket + 1];
  const std::uint32_t first = place.rest << kLanguageBits;
  const auto it = std::lower_bound(begin, end, first);
  if (it == end || (*it & ~kLanguageMask) != first) return 0;
  return static_cast<Languages>(*it & kLanguageMask);
}

}  // namespace calque::scoring
