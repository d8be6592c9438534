// What kind and flags say comes from a small table; the few tokens that are known by name
// lie in another one, each in the place that its key chooses.
#include "detector/text/token_classes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"

namespace calque::text {
namespace {

constexpr std::size_t kKinds = 5;
constexpr std::size_t kFlags = 16;

constexpr std::array<TokenClassMask, kKinds* kFlags> kByLook = [] {
  std::array<TokenClassMask, kKinds * kFlags> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto kind = static_cast<TokenKind>(i / kFlags);
    const std::size_t flags = i % kFlags;
    unsigned classes = 0;
    if ((flags & kNonAscii) != 0) classes |= kBeyondAscii;
    if (kind == TokenKind::kNumber) classes |= kAnyNumber;
    if (kind == TokenKind::kWord) {
      classes |= kAnyWord;
      if ((flags & kCapitalised) != 0) classes |= kCapitalWord;
      if ((flags & kAllCaps) != 0) classes |= kCapsWord;
    }
    table[i] = static_cast<TokenClassMask>(classes);
  }
  return table;
}();

struct Known {
  TokenKey key = 0;
  TokenClassMask classes = 0;
};

constexpr std::array<std::string_view, 7> kSigns = {",", "{", "\"", "'", "*", "_", "`"};
constexpr std::array<std::string_view, 3> kArticles = {"a", "an", "the"};

constexpr std::size_t kPlaces = 64;
constexpr std::size_t PlaceOf(TokenKey key) { return key >> 7 & (kPlaces - 1); }

constexpr std::array<Known, kPlaces> kByKey = [] {
  std::array<Known, kPlaces> table{};
  for (const std::string_view sign : kSigns)
    table[PlaceOf(HashToken(sign))] = {HashToken(sign), kSignToken};
  for (const std::string_view article : kArticles) {
    table[PlaceOf(HashToken(article))] = {HashToken(article), kArticle};
  }
  return table;
}();
static_assert(std::count_if(kByKey.begin(), kByKey.end(),
                            [](const Known& known) { return known.key != 0; }) ==
                  kSigns.size() + kArticles.size(),
              "two in one place: let another part of the key choose");

}  // namespace

void TokenClasses::Assign(std::span<const TokenKey> keys, std::span<const Token> tokens) {
  bytes_.resize(tokens.size() + kStep);
  if (tokens.empty()) return;
  const TokenKey* const key = keys.data();
  TokenClassMask* const out = bytes_.data();
  // Computed with, not branched on.
  const auto if_equal = [](TokenKey a, TokenKey b, unsigned classes) {
    return classes & (0u - static_cast<unsigned>(a == b));
  };
  const auto alone = [&](std::size_t i) {
    const Known& known = kByKey[PlaceOf(key[i])];
    const unsigned look =
        kByLook[static_cast<std::size_t>(tokens[i].kind) * kFlags + tokens[i].flags];
    return look | if_equal(known.key, key[i], known.classes);
  };
  const std::size_t last = tokens.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    out[i] = static_cast<TokenClassMask>(alone(i) | if_equal(key[i], key[i + 1], kRepeated));
  }
  out[last] = static_cast<TokenClassMask>(alone(last));
}

}  // namespace calque::text
