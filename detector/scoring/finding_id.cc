// A polynomial in the token keys, like that of an n-gram, then mixed. 48 bits: among
// a million findings a new one meets an old name by chance once in 280 million times.
// Baseline files depend on the values, so a test pins them.
#include "detector/scoring/finding_id.h"

#include "detector/text/token_key.h"

namespace calque::scoring {
namespace {

constexpr int kNeighbours = 2;

bool IsWord(const text::Token& token) {
  return token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kNumber;
}

// The finalizer of MurmurHash3.
std::uint64_t Mix(std::uint64_t key) {
  key = (key ^ (key >> 33)) * 0xFF51AFD7ED558CCDu;
  key = (key ^ (key >> 33)) * 0xC4CEB9FE1A85EC53u;
  return key ^ (key >> 33);
}

}  // namespace

std::string FindingId(const text::SegmentedText& block, const text::Sentence& sentence,
                      std::uint32_t begin, std::uint32_t end, std::string_view entry) {
  std::uint64_t key = text::HashToken(entry);
  for (std::uint32_t i = begin; i < end; ++i) key = text::Extend(key, block.keys[i]);
  int left = 0;
  for (std::uint32_t i = begin; i > sentence.begin && left < kNeighbours; --i) {
    if (!IsWord(block.tokens[i - 1])) continue;
    key = text::Extend(key, block.keys[i - 1]);
    ++left;
  }
  for (; left <= kNeighbours; ++left) key = text::Extend(key, 0);
  int right = 0;
  for (std::uint32_t i = end; i < sentence.end && right < kNeighbours; ++i) {
    if (!IsWord(block.tokens[i])) continue;
    key = text::Extend(key, block.keys[i]);
    ++right;
  }
  constexpr char kDigits[] = "0123456789abcdef";
  key = Mix(key);
  std::string id;
  for (std::size_t i = 0; i < kFindingDigits; ++i) id += kDigits[key >> (60 - 4 * i) & 15];
  return id;
}

}  // namespace calque::scoring
