// The compact form: every section comes back byte for byte, it is small, and
// no damage does more than give an error.
#include "detector/lm/table_codec.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "detector/lm/bit_stream.h"
#include "detector/lm/ngram_table.h"
#include "detector/lm/table_builder.h"
#include "tests/lm/aligned_section.h"

namespace calque::lm {
namespace {

constexpr std::size_t kCompactHeaderSize = 88;
constexpr std::size_t kChecksumAt = 80;

// Three in five n-grams have the highest order and no backoff, as in a real model.
std::string RandomSection(std::size_t count, bool weights, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> prob(-2.0f, 0.5f);
  std::normal_distribution<float> backoff(-0.3f, 0.1f);
  TableBuilder builder(3);
  builder.SetUnknown(-6.0f);
  for (std::size_t i = 0; i < count; ++i) {
    const text::NgramKey key = random();
    const int order = i % 5 < 3 ? 3 : static_cast<int>(i % 5) - 2;
    builder.Add(order, key, prob(random), order < 3 ? backoff(random) : 0.0f);
    if (weights && i % 3 == 0) builder.AddWeight(order, key, backoff(random));
  }
  return builder.Serialize();
}

std::string Encode(const std::string& section) {
  return EncodeTable(AlignedSection(section).bytes());
}

Result<std::string> Decode(const std::string& compact) {
  return DecodeTable(std::as_bytes(std::span(compact)));
}

// Makes the checksum fit again, so that damage reaches the checks behind it.
std::string Seal(std::string compact) {
  const auto bytes = std::as_bytes(std::span(compact));
  const std::uint64_t checksum =
      Fnv1a(bytes.subspan(kCompactHeaderSize), Fnv1a(bytes.first(kChecksumAt)));
  std::memcpy(compact.data() + kChecksumAt, &checksum, sizeof checksum);
  return compact;
}

TEST(TableCodecTest, RoundTripIsByteIdentical) {
  for (const std::size_t count : {0u, 1u, 11u, 12u, 13u, 100u, 3000u, 40'000u}) {
    for (const bool weights : {false, true}) {
      const std::string section = RandomSection(count, weights, count);
      const std::string compact = Encode(section);
      const auto decoded = Decode(compact);
      ASSERT_TRUE(decoded.ok()) << count << ": " << decoded.error().message;
      EXPECT_TRUE(*decoded == section) << count;
      EXPECT_TRUE(Encode(*decoded) == compact) << count;
    }
  }
}

TEST(TableCodecTest, ModelsTakeLessThan3Point6BytesAnNgram) {
  constexpr std::size_t kCount = 200'000;
  const std::string compact = Encode(RandomSection(kCount, false, 5));
  const double size = static_cast<double>(compact.size()) / static_cast<double>(kCount);
  RecordProperty("compact_bytes_per_ngram", std::to_string(size));
  EXPECT_LT(size, 3.6);
}

TEST(TableCodecTest, TruncatedBytesAreRefused) {
  const std::string compact = Encode(RandomSection(500, true, 1));
  for (std::size_t length = 0; length < compact.size(); ++length) {
    ASSERT_FALSE(Decode(compact.substr(0, length)).ok()) << length;
  }
  EXPECT_FALSE(Decode(compact + 'x').ok());
}

TEST(TableCodecTest, FlippedBitsAreRefused) {
  std::string compact = Encode(RandomSection(500, true, 2));
  for (std::size_t at = 0; at < compact.size(); ++at) {
    const char bit = static_cast<char>(1 << (at % 8));
    compact[at] = static_cast<char>(compact[at] ^ bit);
    ASSERT_FALSE(Decode(compact).ok()) << "byte " << at;
    compact[at] = static_cast<char>(compact[at] ^ bit);
  }
}

// Whatever stands behind a fitting checksum: an error, or a table that opens.
TEST(TableCodecTest, SealedDamageNeverHarms) {
  const std::string compact = Encode(RandomSection(400, true, 3));
  std::mt19937_64 random(9);
  int decoded_count = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string damaged = compact;
    for (std::uint64_t flips = 1 + random() % 3; flips > 0; --flips) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    const auto decoded = Decode(Seal(std::move(damaged)));
    if (!decoded.ok()) {
      ASSERT_FALSE(decoded.error().message.empty());
      continue;
    }
    ++decoded_count;
    ASSERT_LE(decoded->size(), compact.size() * 600);
    const AlignedSection section(*decoded);
    const auto table = NgramTable::Open(section.bytes());
    ASSERT_TRUE(table.ok()) << table.error().message;
    for (int i = 0; i < 50; ++i) table->Find(1 + i % kMaxOrder, random());
  }
  EXPECT_GT(decoded_count, 0);
}

TEST(TableCodecTest, HugeClaimsDoNotAllocate) {
  const std::string compact = Encode(RandomSection(400, true, 4));
  for (const std::size_t field : {16u, 24u}) {  // lines, slots
    for (const std::uint64_t claim : {std::uint64_t{1} << 20, std::uint64_t{1} << 40,
                                      std::uint64_t{1} << 61, ~std::uint64_t{0}}) {
      std::string damaged = compact;
      std::memcpy(damaged.data() + field, &claim, sizeof claim);
      EXPECT_FALSE(Decode(Seal(std::move(damaged))).ok()) << field << " " << claim;
    }
  }
}

TEST(BitStreamTest, RiceCodesComeBack) {
  std::mt19937_64 random(6);
  std::vector<std::pair<std::uint32_t, int>> values;
  for (int i = 0; i < 5000; ++i) {
    const int k = static_cast<int>(random() % 17);
    const auto value = static_cast<std::uint32_t>(random() % (std::uint64_t{40} << k));
    values.emplace_back(std::min(value, 0xFFFFu), k);
  }
  values.emplace_back(0xFFFFu, 0);  // the longest code there is
  BitWriter writer;
  for (const auto& [value, k] : values) writer.PutRice(value, k);
  const std::string bytes = std::move(writer).Take();
  BitReader reader(std::as_bytes(std::span(bytes)));
  for (const auto& [value, k] : values) ASSERT_EQ(reader.TakeRice(k, 0xFFFF), value);
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_FALSE(reader.TakeRice(16, 0xFFFF).has_value());
}

}  // namespace
}  // namespace calque::lm
