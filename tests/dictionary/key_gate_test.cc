// What was added passes; of what was not, as little as the sizes promise.
#include "detector/dictionary/key_gate.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "detector/text/token_key.h"

namespace calque::dictionary {
namespace {

struct Case {
  std::size_t keys;
  double most;  // share of absent keys that pass
};

constexpr Case kCases[] = {{0, 0},         {1, 0.02},       {10, 0.03},
                           {1000, 0.03},   {16'000, 0.03},  {20'000, 0.05},
                           {50'000, 0.13}, {200'000, 0.13}, {2'000'000, 0.13}};

void ExpectFewPass(std::size_t keys, double most) {
  std::mt19937_64 random(keys);
  std::vector<std::uint64_t> words(KeyGate::WordsFor(keys));
  std::vector<text::NgramKey> added(keys);
  for (text::NgramKey& key : added) {
    key = text::Extend(random(), random());
    KeyGate::Add(key, words);
  }
  const KeyGate gate(words);
  for (const text::NgramKey key : added) ASSERT_TRUE(gate.MayHold(key)) << key;
  constexpr int kAsked = 100'000;
  int passed = 0;
  for (int i = 0; i < kAsked; ++i) passed += gate.MayHold(text::Extend(random(), random())) ? 1 : 0;
  EXPECT_LE(passed, most * kAsked) << keys;
}

TEST(KeyGateTest, KeepsWhatWasAddedAndLittleElse) {
  for (const auto& [keys, most] : kCases) ExpectFewPass(keys, most);
}

// The pairs that a language has most: the same word twice, and two words in both orders.
TEST(KeyGateTest, RepeatedAndSwappedWordsAreKeysLikeOthers) {
  constexpr std::size_t kWords = 300;
  std::mt19937_64 random(7);
  std::vector<text::TokenKey> tokens(kWords);
  for (text::TokenKey& token : tokens) token = random();
  std::vector<std::uint64_t> words(KeyGate::WordsFor(kWords * 2));
  for (std::size_t i = 0; i < kWords; ++i) {
    KeyGate::Add(text::Extend(tokens[i], tokens[i]), words);
    KeyGate::Add(text::Extend(tokens[i], tokens[(i + 1) % kWords]), words);
  }
  const KeyGate gate(words);
  std::size_t swapped = 0;
  for (std::size_t i = 0; i < kWords; ++i) {
    swapped += gate.MayHold(text::Extend(tokens[(i + 1) % kWords], tokens[i])) ? 1 : 0;
  }
  EXPECT_LE(swapped, kWords / 10);
}

}  // namespace
}  // namespace calque::dictionary
