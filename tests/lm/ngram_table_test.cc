// The n-gram table: what was added is found with nearly its value, what was not
// is hardly ever found, the bytes depend on the content only, and damaged
// headers are refused.
#include "detector/lm/ngram_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "detector/lm/quantizer.h"
#include "detector/lm/table_builder.h"
#include "tests/lm/aligned_section.h"

namespace calque::lm {
namespace {

struct Sample {
  int order;
  text::NgramKey key;
  float prob;
  float backoff;
  float weight;
};

// Random n-grams; every fifth has a weight, every tenth has nothing else.
std::vector<Sample> RandomSamples(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<float> prob(-7.0f, -0.1f);
  std::uniform_real_distribution<float> backoff(-1.5f, 0.2f);
  std::normal_distribution<float> weight(0.0f, 0.4f);
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    const int order = 1 + static_cast<int>(i % 4);
    samples.push_back({order, random(), prob(random), order < 4 ? backoff(random) : 0.0f,
                       i % 5 == 0 ? std::clamp(weight(random), -1.0f, 1.0f) : 0.0f});
    if (i % 10 == 0) samples.back().prob = 1.0f;
  }
  return samples;
}

std::string Build(const std::vector<Sample>& samples) {
  TableBuilder builder(4);
  builder.SetUnknown(-5.5f);
  for (const Sample& sample : samples) {
    if (sample.prob <= 0) builder.Add(sample.order, sample.key, sample.prob, sample.backoff);
    if (sample.weight != 0) builder.AddWeight(sample.order, sample.key, sample.weight);
  }
  return builder.Serialize();
}

// Whether the table says of a sample what was added, up to quantisation: bins
// of few values are wide.
bool Agrees(const NgramTable& table, const Sample& sample, float tolerance) {
  const NgramSlot slot = table.Find(sample.order, sample.key);
  const bool wanted_prob = sample.prob <= 0;
  if (slot.has_probability() != wanted_prob) return false;
  if (std::abs(table.Weight(slot) - sample.weight) > 0.005f) return false;
  if (!wanted_prob) return true;
  return std::abs(table.Probability(sample.order, slot) - sample.prob) < tolerance &&
         std::abs(table.Backoff(sample.order, slot) - sample.backoff) < tolerance / 3;
}

TEST(NgramTableTest, EmptyTablesFindNothing) {
  const NgramTable none;
  const AlignedSection section(TableBuilder(3).Serialize());
  const auto built = NgramTable::Open(section.bytes());
  ASSERT_TRUE(built.ok()) << built.error().message;
  EXPECT_EQ(built->order(), 3);
  EXPECT_FLOAT_EQ(built->unknown(), -99.0f);
  for (const text::NgramKey key : {0ull, 1ull, 0x123456789ABCDEFull}) {
    for (int order = 1; order <= kMaxOrder; ++order) {
      EXPECT_FALSE(none.Find(order, key).found);
      EXPECT_FALSE(built->Find(order, key).found);
    }
  }
}

TEST(NgramTableTest, FindsEveryAddedNgramAtAllSizes) {
  for (const std::size_t count : {1u, 2u, 11u, 12u, 13u, 14u, 25u, 40u, 100u, 1000u, 5000u}) {
    const std::vector<Sample> samples = RandomSamples(count, count);
    const AlignedSection section(Build(samples));
    const auto table = NgramTable::Open(section.bytes());
    ASSERT_TRUE(table.ok()) << table.error().message;
    std::uint64_t wrong = 0;
    for (const Sample& sample : samples) wrong += Agrees(*table, sample, 0.2f) ? 0 : 1;
    EXPECT_EQ(wrong, table->dropped_count()) << count << " n-grams";
    EXPECT_LE(table->dropped_count(), 3u) << count << " n-grams";
  }
}

TEST(NgramTableTest, ManyNgramsAreFoundAndAbsentOnesAreNot) {
  const std::vector<Sample> samples = RandomSamples(200'000, 7);
  const AlignedSection section(Build(samples));
  const auto table = NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  std::uint64_t wrong = 0;
  for (const Sample& sample : samples) wrong += Agrees(*table, sample, 0.03f) ? 0 : 1;
  EXPECT_LE(wrong, table->dropped_count());
  EXPECT_LT(table->dropped_count(), samples.size() / 5000);
  std::uint64_t stored = table->dropped_count();
  for (int order = 1; order <= 4; ++order) stored += table->ngram_count(order);
  EXPECT_GE(stored, samples.size() * 9 / 10);
  EXPECT_LT(static_cast<double>(section.bytes().size()), 6.1 * 200'000);

  std::mt19937_64 random(8);
  constexpr int kAsked = 2'000'000;
  int found = 0;
  for (int i = 0; i < kAsked; ++i) found += table->Find(1 + i % 4, random()).found ? 1 : 0;
  const double rate = static_cast<double>(found) / kAsked;
  RecordProperty("false_match_rate", std::to_string(rate));
  EXPECT_LT(rate, 3e-4);
}

// The steps of a look-up of many keys say what Find says.
TEST(NgramTableTest, LookingUpInStepsGivesTheSameSlots) {
  const std::vector<Sample> samples = RandomSamples(20'000, 9);
  const AlignedSection section(Build(samples));
  const auto table = NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  std::mt19937_64 random(10);
  std::size_t beyond_home = 0;
  for (std::size_t i = 0; i < 2 * samples.size(); ++i) {
    const int order = 1 + static_cast<int>(i % 4);
    const text::NgramKey key = i < samples.size() ? samples[i].key : random();
    const NgramRegion& region = table->region(order);
    const NgramPlace place = region.Locate(key);
    const NgramSlot expected = region.Find(place);
    const TableLine& home = *region.Home(place);
    const auto fingerprint = static_cast<std::uint16_t>(place);
    ASSERT_EQ(region.PlaceOf(&home, fingerprint), place);
    const std::size_t slot = NgramRegion::SlotAtHome(home, fingerprint);
    if (slot < kSlotsPerLine) {
      ASSERT_EQ(home.probability[slot], expected.probability);
      ASSERT_EQ(home.backoff[slot], expected.backoff);
      ASSERT_EQ(home.weight[slot], expected.weight);
    } else if (NgramRegion::MayHaveSpilled(home, fingerprint)) {
      ++beyond_home;
      ASSERT_EQ(region.FindSpilled(place).probability, expected.probability);
    } else {
      ASSERT_FALSE(expected.found);
    }
  }
  EXPECT_GT(beyond_home, 0u);
}

TEST(NgramTableTest, SequentialKeysAreSpreadLikeRandomOnes) {
  TableBuilder builder(1);
  for (text::NgramKey key = 0; key < 50'000; ++key) builder.Add(1, key, -1.0f, 0.0f);
  const AlignedSection section(builder.Serialize());
  const auto table = NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  EXPECT_LT(table->dropped_count(), 30u);
  for (text::NgramKey key = 0; key < 50'000; ++key) ASSERT_TRUE(table->Find(1, key).found);
}

TEST(NgramTableTest, BytesDoNotDependOnTheOrderOfAdding) {
  std::vector<Sample> samples = RandomSamples(20'000, 3);
  samples.push_back(samples[1]);  // one n-gram twice, with different values
  samples.back().prob = -0.05f;
  const std::string expected = Build(samples);
  std::mt19937_64 random(4);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(samples.begin(), samples.end(), random);
    EXPECT_TRUE(Build(samples) == expected) << "round " << round;
  }
}

// A key that clashes with `first` in a table of one line: the fingerprints are equal.
text::NgramKey ClashingKey(text::NgramKey first) {
  text::NgramKey second = first + 1;
  while (Fingerprint(MixKey(second)) != Fingerprint(MixKey(first))) ++second;
  return second;
}

TEST(NgramTableTest, OrdersDoNotClash) {
  const text::NgramKey second = ClashingKey(1);
  TableBuilder builder(2);
  builder.Add(2, 1, -2.0f, 0.0f);
  builder.Add(1, second, -1.0f, -0.5f);
  builder.Add(2, 7, -3.0f, 0.0f);
  builder.Add(1, 7, -4.0f, 0.0f);
  const AlignedSection section(builder.Serialize());
  const auto table = NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  EXPECT_EQ(table->dropped_count(), 0u);
  EXPECT_FLOAT_EQ(table->Probability(2, table->Find(2, 1)), -2.0f);
  EXPECT_FLOAT_EQ(table->Probability(1, table->Find(1, second)), -1.0f);
  EXPECT_FLOAT_EQ(table->Probability(2, table->Find(2, 7)), -3.0f);
  EXPECT_FLOAT_EQ(table->Probability(1, table->Find(1, 7)), -4.0f);
  EXPECT_FALSE(table->Find(3, 7).found);
}

TEST(NgramTableTest, OfTwoClashingNgramsTheModelsStays) {
  const text::NgramKey first = 1;
  const text::NgramKey second = ClashingKey(first);
  TableBuilder builder(2);
  builder.AddWeight(1, first, 1.0f);
  builder.Add(1, second, -1.0f, -0.5f);
  const AlignedSection section(builder.Serialize());
  const auto table = NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  EXPECT_EQ(table->dropped_count(), 1u);
  EXPECT_EQ(table->ngram_count(1), 1u);
  EXPECT_EQ(table->weight_count(), 0u);
  EXPECT_FLOAT_EQ(table->Probability(1, table->Find(1, second)), -1.0f);
}

TEST(NgramTableTest, WeightJoinsTheModelsSlot) {
  TableBuilder builder(2);
  builder.Add(2, 77, -2.0f, 0.0f);
  builder.AddWeight(2, 77, -0.5f);
  builder.AddWeight(2, 78, 1.0f);
  builder.AddWeight(2, 79, 0.0001f);  // rounds to nothing
  const AlignedSection section(builder.Serialize());
  const auto table = NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  EXPECT_EQ(table->weight_count(), 2u);
  EXPECT_TRUE(table->Find(2, 77).has_probability());
  EXPECT_NEAR(table->Weight(table->Find(2, 77)), -0.5f, 0.005f);
  EXPECT_FALSE(table->Find(2, 78).has_probability());
  EXPECT_FLOAT_EQ(table->Weight(table->Find(2, 78)), 1.0f);
  EXPECT_FALSE(table->Find(2, 79).found);
}

TEST(NgramTableTest, ValuesThatAreNotFiniteAreReplaced) {
  TableBuilder builder(1);
  builder.SetUnknown(NAN);
  builder.Add(1, 5, -INFINITY, NAN);
  builder.AddWeight(1, 5, INFINITY);
  const AlignedSection section(builder.Serialize());
  const auto table = NgramTable::Open(section.bytes());
  ASSERT_TRUE(table.ok()) << table.error().message;
  EXPECT_FLOAT_EQ(table->unknown(), -99.0f);
  EXPECT_FLOAT_EQ(table->Probability(1, table->Find(1, 5)), -99.0f);
  EXPECT_FLOAT_EQ(table->Backoff(1, table->Find(1, 5)), 0.0f);
  EXPECT_FLOAT_EQ(table->Weight(table->Find(1, 5)), 0.0f);
}

TEST(NgramTableTest, TruncatedSectionsAreRefused) {
  const std::string bytes = Build(RandomSamples(1000, 1));
  for (std::size_t length = 0; length < bytes.size(); length += 97) {
    const AlignedSection section(std::string_view(bytes).substr(0, length));
    const auto table = NgramTable::Open(section.bytes());
    ASSERT_FALSE(table.ok()) << length;
    ASSERT_FALSE(table.error().message.empty());
  }
  const AlignedSection longer(bytes + std::string(64, '\0'));
  EXPECT_FALSE(NgramTable::Open(longer.bytes()).ok());
}

TEST(NgramTableTest, FlippedHeaderBytesAreRefused) {
  std::string bytes = Build(RandomSamples(50, 1));
  for (std::size_t at = 0; at < sizeof(TableHeader); ++at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    const AlignedSection section(bytes);
    ASSERT_FALSE(NgramTable::Open(section.bytes()).ok()) << "byte " << at;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  }
}

TEST(NgramTableTest, SectionMustBeAligned) {
  const AlignedSection section("0123456789ABCDEF" + Build(RandomSamples(50, 1)));
  const auto table = NgramTable::Open(section.bytes().subspan(16));
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().code, ErrorCode::kInvalidArgument);
}

// Headers that were damaged before their checksum was computed.
TEST(NgramTableTest, SealedNonsenseIsRefused) {
  const std::string bytes = Build(RandomSamples(50, 1));
  using Damage = void (*)(TableHeader*);
  const std::vector<std::pair<const char*, Damage>> cases = {
      {"version", [](TableHeader* header) { header->version = 99; }},
      {"order 0", [](TableHeader* header) { header->order = 0; }},
      {"order 7", [](TableHeader* header) { header->order = 7; }},
      {"no lines", [](TableHeader* header) { header->line_count = 0; }},
      {"too many lines", [](TableHeader* header) { header->line_count = ~std::uint64_t{0}; }},
      {"lines that wrap", [](TableHeader* header) { header->line_count += 1ull << 58; }},
      {"order without lines",
       [](TableHeader* header) {
         header->region_lines[1] += header->region_lines[0];
         header->region_lines[0] = 0;
       }},
      {"regions", [](TableHeader* header) { ++header->region_lines[3]; }},
      {"count", [](TableHeader* header) { header->ngram_counts[2] = ~std::uint64_t{0}; }},
      {"weights", [](TableHeader* header) { header->weight_count = 1000; }},
      {"unknown", [](TableHeader* header) { header->unknown = NAN; }},
      {"codebook", [](TableHeader* header) { header->backoff[5][255] = INFINITY; }},
  };
  for (const auto& [name, damage] : cases) {
    TableHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    damage(&header);
    header.checksum = HeaderChecksum(header);
    std::string damaged = bytes;
    std::memcpy(damaged.data(), &header, sizeof header);
    const AlignedSection section(damaged);
    EXPECT_FALSE(NgramTable::Open(section.bytes()).ok()) << name;
  }
}

TEST(QuantizerTest, FewDistinctValuesLoseNothing) {
  std::vector<float> values;
  for (int i = 0; i < 1000; ++i) values.push_back(static_cast<float>(i % 255) * -0.01f);
  const Quantizer quantizer(values);
  for (const float value : values) {
    EXPECT_EQ(quantizer.codebook()[quantizer.Encode(value)], value);
  }
  EXPECT_EQ(quantizer.codebook()[0], 0.0f);
}

TEST(QuantizerTest, BinsHoldAboutEquallyManyValues) {
  std::mt19937_64 random(11);
  std::normal_distribution<float> normal(-3.0f, 1.0f);
  std::vector<float> values(51'000);
  for (float& value : values) value = normal(random);
  const Quantizer quantizer(values);
  std::vector<int> population(kCodes);
  for (const float value : values) ++population[quantizer.Encode(value)];
  EXPECT_EQ(population[0], 0);
  for (std::size_t code = 1; code < kCodes; ++code) EXPECT_NEAR(population[code], 200, 5);
  EXPECT_TRUE(std::is_sorted(quantizer.codebook().begin() + 1, quantizer.codebook().end()));
}

}  // namespace
}  // namespace calque::lm
