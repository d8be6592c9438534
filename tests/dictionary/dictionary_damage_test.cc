// Damaged sections are refused, or opened and read without leaving their bytes. Meant to run under
// a sanitizer too.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/dictionary/dictionary.h"
#include "detector/text/segmenter.h"
#include "tests/dictionary/dictionary_fixture.h"

namespace calque::dictionary {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::string_view kText =
    "The consul normal met the Liberal Celebration. A work visa is normal; halted celebrations "
    "don't halt 12 schools. Normal people (normal ones) said it was in response";

// Records of every kind.
std::vector<EntryRow> Rows() {
  return {{.artifact = "consul normal", .originals = "consul general|consul"},
          {.artifact = "Liberal Celebration", .originals = "Liberal Party", .case_mode = "title"},
          {.artifact = "celebration", .originals = "party", .inflect = "noun"},
          {.artifact = "halt", .originals = "stop|end", .inflect = "verb"},
          {.artifact = "normal",
           .originals = "general",
           .require = "document:work visa",
           .forbid = "prev:<start>/<number>|next:school|document:passport"},
          {.artifact = "ones",
           .originals = "people",
           .require = "prev:<capital>/<lower>/<punct>/a normal|next:<end>/<number>/)",
           .forbid = "sentence:<number>/visa school",
           .id = "ones/1"},
          {.artifact = "response",
           .originals = "answer",
           .case_mode = "exact",
           .require = "next:<end>|in:title",
           .forbid = "in:quote"}};
}

Bytes Copy(std::span<const std::byte> bytes) { return {bytes.begin(), bytes.end()}; }

// Everything that can be asked of an opened dictionary.
std::size_t ReadAll(const Dictionary& dictionary) {
  const text::SegmentedText block = text::SegmentAll(kText);
  std::vector<Candidate> candidates;
  DocumentMarks marks(dictionary.mark_count());
  dictionary.Find(block, &candidates, &marks);
  std::size_t sum = 0;
  for (const Candidate& c : candidates) {
    EXPECT_LT(c.begin, c.end);
    EXPECT_LE(c.end, block.tokens.size());
    const Variant& variant = dictionary.variant(c.variant);
    for (std::size_t i = 0; i < variant.original_count; ++i) {
      sum += dictionary.OriginalText(variant, i).size();
      for (const text::TokenKey key : dictionary.OriginalKeys(variant, i)) sum += key & 1;
    }
  }
  for (std::uint32_t entry = 0; entry < dictionary.entry_count(); ++entry) {
    sum += dictionary.DocumentAllows(entry, marks) ? 1 : 0;
    for (const char c : dictionary.EntryId(entry)) sum += static_cast<unsigned char>(c);
    EXPECT_LT(static_cast<int>(dictionary.EntryFamily(entry)), kFamilyCount);
    EXPECT_LE(dictionary.EntryStrength(entry), Strength::kStrong);
    EXPECT_LE(dictionary.EntryPivot(entry).size(), 2u);
  }
  return sum;
}

void ExpectRefused(const Bytes& bytes, ErrorCode code, std::string_view part) {
  const auto dictionary = Dictionary::Open(bytes);
  ASSERT_FALSE(dictionary.ok());
  EXPECT_EQ(dictionary.error().code, code);
  EXPECT_NE(dictionary.error().message.find("section \"dictionary\""), std::string::npos);
  EXPECT_NE(dictionary.error().message.find(part), std::string::npos) << dictionary.error().message;
}

TEST(DictionaryDamageTest, TheWholeSectionOpens) {
  const Bytes section = SectionOf(Rows());
  const auto dictionary = Dictionary::Open(section);
  ASSERT_TRUE(dictionary.ok()) << dictionary.error().message;
  EXPECT_GT(ReadAll(*dictionary), 0u);
}

TEST(DictionaryDamageTest, TruncatedSectionsAreRefused) {
  const Bytes section = SectionOf(Rows());
  for (std::size_t size = 0; size < section.size(); size += 101) {
    const Bytes cut = Copy(std::span(section).first(size));
    const auto dictionary = Dictionary::Open(cut);
    ASSERT_FALSE(dictionary.ok()) << size;
    EXPECT_EQ(dictionary.error().code, ErrorCode::kDataLoss) << size;
  }
  ExpectRefused(Copy(std::span(section).first(section.size() - 1)), ErrorCode::kDataLoss,
                "do not fit");
  ExpectRefused({}, ErrorCode::kDataLoss, "shorter than its header");
}

TEST(DictionaryDamageTest, ForeignSectionsAreRefused) {
  Bytes foreign = SectionOf(Rows());
  foreign[0] ^= std::byte{1};
  ExpectRefused(foreign, ErrorCode::kDataLoss, "magic");
  Bytes newer = SectionOf(Rows());
  newer[4] = std::byte{kDictionaryVersion + 1};
  ExpectRefused(newer, ErrorCode::kUnsupported,
                "version " + std::to_string(kDictionaryVersion + 1));
}

TEST(DictionaryDamageTest, UnalignedSectionsAreRefused) {
  const Bytes section = SectionOf(Rows());
  for (std::size_t shift = 1; shift < 8; ++shift) {
    Bytes shifted(section.size() + shift);
    std::memcpy(shifted.data() + shift, section.data(), section.size());
    const auto dictionary = Dictionary::Open(std::span(shifted).subspan(shift));
    ASSERT_FALSE(dictionary.ok()) << shift;
    EXPECT_NE(dictionary.error().message.find("multiple of 8"), std::string::npos);
  }
}

void FlipAndRead(const Bytes& section, std::size_t at, std::byte mask, std::size_t* opened) {
  Bytes flipped = section;
  flipped[at] ^= mask;
  const auto dictionary = Dictionary::Open(flipped);
  if (!dictionary.ok()) return;
  ++*opened;
  ReadAll(*dictionary);
}

TEST(DictionaryDamageTest, FlippedBitsNeverLeadOutside) {
  const Bytes section = SectionOf(Rows());
  std::size_t opened = 0;
  for (std::size_t at = 0; at < section.size(); ++at) {
    for (const std::byte mask : {std::byte{0x01}, std::byte{0x80}, std::byte{0xFF}}) {
      FlipAndRead(section, at, mask, &opened);
    }
  }
  // Keys, texts and the gate cannot be checked; all else is.
  EXPECT_GT(opened, 0u);
  EXPECT_LT(opened, section.size() * 3);
}

}  // namespace
}  // namespace calque::dictionary
