// Weights come back to their slots, and nothing else changes; what is damaged or
// belongs elsewhere is refused.
#include "detector/lm/slot_weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "detector/lm/ngram_table.h"
#include "detector/lm/table_builder.h"
#include "detector/lm/table_codec.h"
#include "tests/lm/aligned_section.h"

namespace calque::lm {
namespace {

struct Key {
  int order;
  text::NgramKey key;
};

std::vector<Key> RandomKeys(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Key> keys;
  for (std::size_t i = 0; i < count; ++i) keys.push_back({1 + static_cast<int>(i % 3), random()});
  return keys;
}

std::string SectionOf(const std::vector<Key>& keys) {
  TableBuilder builder(3);
  for (const Key& key : keys) builder.Add(key.order, key.key, -2.0f, -0.5f);
  return builder.Serialize();
}

std::span<const std::byte> BytesOf(const std::string& bytes) {
  return std::as_bytes(std::span(bytes));
}

// One weight for every `step`-th slot in use; the largest is 1.27, so that a code is 0.01.
std::vector<SlotWeight> SomeWeights(const AlignedSection& section, const std::vector<Key>& keys,
                                    std::size_t step) {
  const auto table = NgramTable::Open(section.bytes());
  std::vector<SlotWeight> weights;
  for (std::size_t i = 0; i < keys.size(); i += step) {
    const auto code = static_cast<int>(i * 37 % 255) - 127;
    const std::uint64_t slot = table->SlotNumber(keys[i].order, keys[i].key);
    if (slot != NgramRegion::kNoSlot) weights.push_back({slot, 0.01f * static_cast<float>(code)});
  }
  std::ranges::sort(weights, {}, &SlotWeight::slot);
  const auto clashing = std::ranges::unique(weights, {}, &SlotWeight::slot);
  weights.erase(clashing.begin(), clashing.end());
  weights[0].weight = -1.27f;
  return weights;
}

TEST(SlotWeightsTest, SlotNumbersAreThoseOfTheLook) {
  const std::vector<Key> keys = RandomKeys(5000, 1);
  const AlignedSection section(SectionOf(keys));
  const auto table = NgramTable::Open(section.bytes());
  const auto* lines =
      reinterpret_cast<const TableLine*>(section.bytes().data() + sizeof(TableHeader));
  std::vector<bool> taken(table->line_count() * kSlotsPerLine);
  for (const Key& key : keys) {
    const std::uint64_t slot = table->SlotNumber(key.order, key.key);
    ASSERT_LT(slot, taken.size());
    const TableLine& line = lines[slot / kSlotsPerLine];
    EXPECT_EQ(line.fingerprint[slot % kSlotsPerLine], Fingerprint(MixKey(key.key)));
    taken[slot] = true;
  }
  const auto distinct = static_cast<std::size_t>(std::ranges::count(taken, true));
  EXPECT_EQ(distinct + table->dropped_count(), keys.size());
  EXPECT_EQ(NgramTable().SlotNumber(1, 5), NgramRegion::kNoSlot);
}

TEST(SlotWeightsTest, EveryWeightComesBackAndNothingElseChanges) {
  for (const std::size_t step : {1u, 7u, 6000u}) {
    const std::vector<Key> keys = RandomKeys(6000, 2);
    const std::string plain = SectionOf(keys);
    const AlignedSection section(plain);
    const std::vector<SlotWeight> weights = SomeWeights(section, keys, step);
    std::string filled = plain;
    ASSERT_TRUE(AddSlotWeights(BytesOf(EncodeSlotWeights(section.bytes(), weights)), &filled).ok());
    const AlignedSection aligned(filled);
    const auto table = NgramTable::Open(aligned.bytes());
    ASSERT_TRUE(table.ok()) << table.error().message;
    EXPECT_FLOAT_EQ(table->weight_scale(), 0.01f);
    std::size_t used = 0;
    for (const SlotWeight& weight : weights) {
      const std::size_t line =
          sizeof(TableHeader) + weight.slot / kSlotsPerLine * sizeof(TableLine);
      char& code = filled[line + offsetof(TableLine, weight) + weight.slot % kSlotsPerLine];
      EXPECT_EQ(static_cast<std::int8_t>(code), std::lround(weight.weight / 0.01f));
      used += code != 0;
      code = 0;
    }
    EXPECT_EQ(table->weight_count(), used);
    EXPECT_EQ(filled.substr(sizeof(TableHeader)), plain.substr(sizeof(TableHeader)));
  }
}

// A slot far behind the one before takes more than one code for the gap.
TEST(SlotWeightsTest, GapsMayBeLong) {
  TableBuilder builder(1);
  for (std::uint64_t i = 1; i <= 200'000; ++i) builder.Add(1, i, -1.0f, 0.0f);
  const std::string plain = builder.Serialize();
  const AlignedSection section(plain);
  const std::uint64_t last = NgramTable::Open(section.bytes())->line_count() * kSlotsPerLine - 1;
  for (const std::uint64_t slot : {std::uint64_t{0}, std::uint64_t{65535}, std::uint64_t{65536},
                                   std::uint64_t{131072}, last}) {
    const std::vector<SlotWeight> weights = {{slot, -2.0f}};
    std::string filled = plain;
    ASSERT_TRUE(AddSlotWeights(BytesOf(EncodeSlotWeights(section.bytes(), weights)), &filled).ok());
    const std::size_t line = sizeof(TableHeader) + slot / kSlotsPerLine * sizeof(TableLine);
    EXPECT_EQ(filled[line + offsetof(TableLine, weight) + slot % kSlotsPerLine], -127) << slot;
    EXPECT_EQ(NgramTable::Open(AlignedSection(filled).bytes())->weight_count(), 1u);
  }
}

TEST(SlotWeightsTest, NoWeightsAreWeightsToo) {
  const std::string plain = SectionOf(RandomKeys(10, 3));
  std::string filled = plain;
  const std::string encoded = EncodeSlotWeights(AlignedSection(plain).bytes(), {});
  ASSERT_TRUE(AddSlotWeights(BytesOf(encoded), &filled).ok());
  EXPECT_EQ(filled, plain);
}

TEST(SlotWeightsTest, DamageIsRefused) {
  const std::vector<Key> keys = RandomKeys(300, 4);
  const std::string plain = SectionOf(keys);
  const AlignedSection section(plain);
  const std::string encoded = EncodeSlotWeights(section.bytes(), SomeWeights(section, keys, 3));
  std::string into = plain;
  for (std::size_t size = 0; size < encoded.size(); ++size) {
    EXPECT_FALSE(AddSlotWeights(BytesOf(encoded.substr(0, size)), &into).ok()) << size;
  }
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    std::string damaged = encoded;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    EXPECT_FALSE(AddSlotWeights(BytesOf(damaged), &into).ok()) << i;
  }
  EXPECT_FALSE(AddSlotWeights(BytesOf(encoded + "x"), &into).ok());
  std::string no_table = "x";
  EXPECT_FALSE(AddSlotWeights(BytesOf(encoded), &no_table).ok());
  EXPECT_EQ(into, plain);
}

TEST(SlotWeightsTest, WeightsOfAnotherModelAreRefused) {
  const std::vector<Key> keys = RandomKeys(300, 5);
  const AlignedSection section(SectionOf(keys));
  const std::string encoded = EncodeSlotWeights(section.bytes(), SomeWeights(section, keys, 3));
  std::string other = SectionOf(RandomKeys(300, 6));
  const Status status = AddSlotWeights(BytesOf(encoded), &other);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(status.error().message.find("another language model"), std::string::npos);
}

}  // namespace
}  // namespace calque::lm
