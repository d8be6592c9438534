// The keys' values, which files depend on; the n-gram polynomial against its definition; and
// that different words and n-grams have different keys.
#include "detector/text/token_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace calque::text {
namespace {

static_assert(kNgramBase % 4 == 3);
static_assert(kNgramPowers[0] == 1 && kNgramPowers[1] == kNgramBase);

// The high half of a product by schoolbook multiplication of 32-bit halves.
std::uint64_t HighHalf(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a_low = a & 0xFFFFFFFFu;
  const std::uint64_t a_high = a >> 32;
  const std::uint64_t b_low = b & 0xFFFFFFFFu;
  const std::uint64_t b_high = b >> 32;
  const std::uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
  return a_high * b_high + (middle >> 32) + ((a_low * b_high + (middle & 0xFFFFFFFFu)) >> 32);
}

// HashToken as its file describes it, a byte at a time.
std::uint64_t SlowHash(std::string_view folded) {
  const auto fold = [](std::uint64_t a, std::uint64_t b) { return a * b ^ HighHalf(a, b); };
  std::uint64_t hash = 0xD6E8FEB86659FD93u;
  for (std::size_t i = 0; i < folded.size(); i += 8) {
    std::uint64_t chunk = 0;
    for (std::size_t k = 0; k < 8 && i + k < folded.size(); ++k) {
      chunk |= std::uint64_t{static_cast<unsigned char>(folded[i + k])} << (8 * k);
    }
    hash = fold(hash ^ chunk, 0xA0761D6478BD642Fu);
  }
  hash = fold(hash ^ folded.size(), 0xD6E8FEB86659FD93u);
  return hash == 0 ? 1 : hash;
}

// The definition in token_key.h, term by term.
NgramKey SlowNgram(const std::vector<TokenKey>& words) {
  NgramKey sum = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    NgramKey term = words[i];
    for (std::size_t k = i + 1; k < words.size(); ++k) term *= kNgramBase;
    sum += term;
  }
  return sum;
}

std::string RandomWord(std::mt19937_64* random) {
  std::string word;
  const std::size_t length = 1 + (*random)() % 12;
  for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + (*random)() % 26);
  return word;
}

template <typename T>
bool AllDifferent(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  return std::adjacent_find(values.begin(), values.end()) == values.end();
}

// Packs and model files hold these values: a change here makes all of them useless.
TEST(TokenKeyTest, PinnedValues) {
  const std::vector<std::pair<std::string_view, TokenKey>> pinned = {
      {"the", 0xDAAFAC624C62CB5Bu},
      {"a", 0x6AC0C3EE4C0ADAA5u},
      {"celebration", 0xC01EB9AF0D2C416Au},
      {"don't", 0xBF1B6191489E8F3Au},
      {"0,000", 0x6C02E5BC9564809Du},
      {"<url>", 0x2E36A2ECC058AAD7u},
      {"\"", 0x3FA24AEE16DB3410u},
      {"'s", 0x60DB1FD0851FD06Fu},
      {"internationalization", 0x840D0C9B8E67A3B1u},
      {"caf\xC3\xA9", 0x3A91216A6C01BA17u},
  };
  for (const auto& [word, key] : pinned) EXPECT_EQ(HashToken(word), key) << '"' << word << '"';
}

TEST(TokenKeyTest, BoundaryEventsAreTheKeysOfTheirForms) {
  EXPECT_EQ(SentenceBeginKey(), HashToken("<s>"));
  EXPECT_EQ(SentenceEndKey(), HashToken("</s>"));
  EXPECT_NE(SentenceBeginKey(), SentenceEndKey());
}

TEST(TokenKeyTest, HashAgreesWithTheSlowOne) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    ASSERT_EQ(HashToken(bytes), SlowHash(bytes)) << testing::PrintToString(bytes);
  }
}

TEST(TokenKeyTest, HashDoesNotDependOnAlignment) {
  const std::string word = "adjudication";
  for (std::size_t shift = 0; shift < 16; ++shift) {
    const std::string padded = std::string(shift, 'x') + word + "y";
    EXPECT_EQ(HashToken(std::string_view(padded).substr(shift, word.size())), HashToken(word));
  }
}

TEST(TokenKeyTest, TrailingNulsCount) {
  EXPECT_NE(HashToken("a"), HashToken(std::string_view("a\0", 2)));
  EXPECT_NE(HashToken(""), HashToken(std::string_view("\0", 1)));
  EXPECT_NE(HashToken("12345678"), HashToken(std::string_view("12345678\0", 9)));
  EXPECT_NE(HashToken(""), 0u);
}

TEST(TokenKeyTest, ExtendingOnEitherSideGivesThePolynomial) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 5000; ++round) {
    std::vector<TokenKey> words(1 + random() % kMaxNgram);
    for (TokenKey& word : words) word = HashToken(RandomWord(&random));
    // Grown from a random word to both sides, in a random order.
    std::size_t begin = random() % words.size();
    std::size_t end = begin + 1;
    NgramKey key = words[begin];
    while (end - begin < words.size()) {
      const bool left = end == words.size() || (begin > 0 && random() % 2 == 0);
      if (left) {
        key = ExtendLeft(key, static_cast<int>(end - begin), words[begin - 1]);
        --begin;
      } else {
        key = Extend(key, words[end++]);
      }
    }
    ASSERT_EQ(key, SlowNgram(words)) << words.size() << " words";
  }
}

TEST(TokenKeyTest, PowersReachTheLongestNgram) {
  NgramKey power = 1;
  for (std::size_t i = 0; i <= kMaxNgram; ++i, power *= kNgramBase) {
    EXPECT_EQ(kNgramPowers[i], power) << i;
  }
}

TEST(TokenKeyTest, SwappedAndRepeatedWordsHaveKeysOfTheirOwn) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20000; ++round) {
    const std::string first = RandomWord(&random);
    const std::string second = RandomWord(&random);
    if (first == second) continue;
    const TokenKey a = HashToken(first);
    const TokenKey b = HashToken(second);
    const std::vector<NgramKey> keys = {a,
                                        b,
                                        SlowNgram({a, a}),
                                        SlowNgram({b, b}),
                                        SlowNgram({a, b}),
                                        SlowNgram({b, a}),
                                        SlowNgram({a, a, a}),
                                        SlowNgram({a, b, a}),
                                        SlowNgram({a, a, b}),
                                        SlowNgram({b, a, a}),
                                        SlowNgram({a, b, a, b}),
                                        SlowNgram({b, a, b, a}),
                                        SlowNgram({a, a, a, a})};
    ASSERT_TRUE(AllDifferent(keys)) << first << " " << second;
  }
}

TEST(TokenKeyTest, NoCollisionAmongRandomWords) {
  std::mt19937_64 random(4);
  std::unordered_set<std::string> words;
  while (words.size() < 300000) words.insert(RandomWord(&random));
  std::vector<TokenKey> keys;
  for (const std::string& word : words) keys.push_back(HashToken(word));
  EXPECT_TRUE(AllDifferent(keys));
}

// Words that differ in one byte or one bit only.
TEST(TokenKeyTest, NoCollisionAmongSimilarWords) {
  std::vector<TokenKey> keys;
  for (std::size_t length = 0; length < 40; ++length) {
    std::string word(length, 'e');
    keys.push_back(HashToken(word));
    for (std::size_t i = 0; i < length; ++i) {
      for (int c = 0; c < 256; ++c) {
        if (c == 'e') continue;
        word[i] = static_cast<char>(c);
        keys.push_back(HashToken(word));
      }
      word[i] = 'e';
    }
  }
  EXPECT_GT(keys.size(), 190000u);
  EXPECT_TRUE(AllDifferent(keys));
}

// Every n-gram of up to four words over a small vocabulary.
TEST(TokenKeyTest, NoCollisionAmongNgrams) {
  std::vector<TokenKey> words;
  for (const char* word :
       {"the", "of", "and",  "a",  "in",   "to",   "is", "was", "it", "for", ",",
        ".",   "on", "that", "by", "this", "with", "i",  "you", "'s", "not", "or"}) {
    words.push_back(HashToken(word));
  }
  std::vector<NgramKey> all = words;
  std::size_t begin = 0;
  for (int order = 2; order <= 4; ++order) {
    const std::size_t end = all.size();
    for (std::size_t i = begin; i < end; ++i) {
      for (const TokenKey word : words) all.push_back(Extend(all[i], word));
    }
    begin = end;
  }
  EXPECT_EQ(all.size(), 22u + 484u + 10648u + 234256u);
  EXPECT_TRUE(AllDifferent(std::move(all)));
}

TEST(TokenKeyTest, NoCollisionAmongRandomNgrams) {
  std::mt19937_64 random(5);
  std::vector<TokenKey> words;
  for (int i = 0; i < 2000; ++i) words.push_back(HashToken("word" + std::to_string(i)));
  std::unordered_set<std::string> seen;
  std::vector<NgramKey> keys;
  while (keys.size() < 300000) {
    std::vector<TokenKey> ngram(2 + random() % (kMaxNgram - 1));
    for (TokenKey& word : ngram) word = words[random() % words.size()];
    const std::string identity(reinterpret_cast<const char*>(ngram.data()),
                               ngram.size() * sizeof(TokenKey));
    if (seen.insert(identity).second) keys.push_back(SlowNgram(ngram));
  }
  EXPECT_TRUE(AllDifferent(std::move(keys)));
}

}  // namespace
}  // namespace calque::text
