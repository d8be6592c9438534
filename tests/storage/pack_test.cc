// A pack gives back what was put in, and no damage passes: every cut, every flipped byte and every
// foreign file is refused with a sentence that names it.
#include "detector/storage/pack.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/storage/pack_writer.h"
#include "tests/fresh_directory.h"

namespace calque::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderSize = 32;
constexpr std::size_t kTableEntrySize = 40;

const std::vector<std::pair<std::string, std::string>>& Sections() {
  static const std::vector<std::pair<std::string, std::string>> sections = {
      {"lm.table", "some bytes\r\n with\nline ends"},
      {"empty", ""},
      {"sixteen.bytes.xx", std::string(5000, 'x')}};
  return sections;
}

std::span<const std::byte> Bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view Text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string SmallPack() {
  PackWriter writer;
  for (const auto& [name, bytes] : Sections()) writer.Add(name, Bytes(bytes));
  return writer.Serialize();
}

void ExpectAllSections(const Pack& pack) {
  for (const auto& [name, bytes] : Sections()) {
    EXPECT_TRUE(pack.Has(name));
    const auto section = pack.Section(name);
    ASSERT_TRUE(section.ok()) << name;
    EXPECT_EQ(Text(*section), bytes);
  }
}

template <typename T>
void Put(std::string* pack, std::size_t at, T value) {
  std::memcpy(pack->data() + at, &value, sizeof(T));
}

// Makes the checksum of the header fit again, so that the checks behind it are reached.
std::string Seal(std::string pack) {
  std::uint32_t count = 0;
  std::memcpy(&count, pack.data() + 12, 4);
  const std::uint32_t crc = Crc32c(Bytes(pack).subspan(kHeaderSize, count * kTableEntrySize),
                                   Crc32c(Bytes(pack).first(28)));
  Put(&pack, 28, crc);
  return pack;
}

void ExpectRefused(const std::string& pack, ErrorCode code, const std::string& what) {
  const auto opened = Pack::Open(Bytes(pack), "some.pack");
  ASSERT_FALSE(opened.ok()) << what;
  EXPECT_EQ(opened.error().code, code) << opened.error().message;
  EXPECT_TRUE(opened.error().message.starts_with("some.pack: ")) << opened.error().message;
  EXPECT_NE(opened.error().message.find(what), std::string::npos) << opened.error().message;
}

TEST(Crc32cTest, ValuesOfRfc3720) {
  std::string ascending;
  std::string descending;
  for (int i = 0; i < 32; ++i) {
    ascending += static_cast<char>(i);
    descending += static_cast<char>(31 - i);
  }
  EXPECT_EQ(Crc32c(Bytes(std::string(32, '\0'))), 0x8A9136AAu);
  EXPECT_EQ(Crc32c(Bytes(std::string(32, '\xFF'))), 0x62A8AB43u);
  EXPECT_EQ(Crc32c(Bytes(ascending)), 0x46DD794Eu);
  EXPECT_EQ(Crc32c(Bytes(descending)), 0x113FDB5Cu);
  EXPECT_EQ(Crc32c(Bytes("123456789")), 0xE3069283u);
  EXPECT_EQ(Crc32c({}), 0u);
}

// A bit at a time, from the definition: polynomial 0x1EDC6F41, reflected.
std::uint32_t SlowCrc32c(std::string_view bytes) {
  std::uint32_t crc = ~0u;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0x82F63B78u : 0u);
  }
  return ~crc;
}

TEST(Crc32cTest, AgreesWithTheDefinitionInOneOrTwoSteps) {
  std::mt19937_64 random(41);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random() % 300, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::size_t cut = random() % (bytes.size() + 1);
    const std::uint32_t first = Crc32c(Bytes(bytes).first(cut));
    ASSERT_EQ(Crc32c(Bytes(bytes)), SlowCrc32c(bytes));
    ASSERT_EQ(Crc32c(Bytes(bytes).subspan(cut), first), SlowCrc32c(bytes)) << cut;
  }
}

TEST(PackTest, RoundTripThroughMemory) {
  const std::string bytes = SmallPack();
  for (const Verify verify : {Verify::kAll, Verify::kTableOnly}) {
    const auto pack = Pack::Open(Bytes(bytes), "some.pack", verify);
    ASSERT_TRUE(pack.ok()) << pack.error().message;
    EXPECT_EQ(pack->name(), "some.pack");
    ExpectAllSections(*pack);
  }
}

TEST(PackTest, RoundTripThroughAFileThatIsRemovedMeanwhile) {
  const std::string path = FreshDirectory() + "/roundtrip";
  WriteFile(path, SmallPack());
  auto opened = Pack::Open(path);
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ(opened->name(), path);
  fs::remove(path);
  const Pack moved = std::move(*opened);
  const Pack copy = moved;
  ExpectAllSections(moved);
  ExpectAllSections(copy);
}

TEST(PackTest, NoSections) {
  const std::string bytes = PackWriter().Serialize();
  const auto pack = Pack::Open(Bytes(bytes), "some.pack");
  ASSERT_TRUE(pack.ok()) << pack.error().message;
  EXPECT_FALSE(pack->Has(""));
}

TEST(PackTest, AMissingSectionIsNamed) {
  const std::string bytes = SmallPack();
  const auto pack = Pack::Open(Bytes(bytes), "some.pack");
  ASSERT_TRUE(pack.ok());
  for (const char* name : {"weights", "lm", "lm.table.", "", "sixteen.bytes.x"}) {
    EXPECT_FALSE(pack->Has(name));
    const auto section = pack->Section(name);
    ASSERT_FALSE(section.ok()) << name;
    EXPECT_EQ(section.error().code, ErrorCode::kNotFound);
    EXPECT_EQ(section.error().message, std::string("some.pack: has no section \"") + name + "\"");
  }
}

TEST(PackTest, SectionsAreAligned) {
  const std::string bytes = SmallPack();
  const auto pack = Pack::Open(Bytes(bytes), "some.pack");
  ASSERT_TRUE(pack.ok());
  for (const auto& [name, content] : Sections()) {
    const auto offset = pack->Section(name)->data() - Bytes(bytes).data();
    EXPECT_EQ(static_cast<std::size_t>(offset) % kPackAlignment, 0u) << name;
  }
  EXPECT_EQ(bytes.size() % kPackAlignment, 0u);
}

// The layout drawn in pack.h, field by field.
TEST(PackTest, HeaderBytes) {
  const std::string bytes = SmallPack();
  EXPECT_EQ(bytes.substr(0, 8), "CALQUE\r\n");
  EXPECT_EQ(bytes.substr(8, 8), std::string("\1\0\0\0\3\0\0\0", 8));
  EXPECT_EQ(bytes.substr(16, 8), std::string("\0\x40\0\0\0\0\0\0", 8));
  EXPECT_EQ(bytes.substr(24, 4), std::string(4, '\0'));
  EXPECT_EQ(bytes.substr(32, 16), std::string("lm.table\0\0\0\0\0\0\0\0", 16));
  EXPECT_EQ(bytes.substr(48, 8), std::string("\0\x10\0\0\0\0\0\0", 8));
  EXPECT_EQ(bytes.substr(32 + 80, 16), "sixteen.bytes.xx");
}

TEST(PackTest, TheSameSectionsGiveTheSameBytes) { EXPECT_EQ(SmallPack(), SmallPack()); }

TEST(PackTest, EveryFlippedByteIsRefusedOrHarmless) {
  const std::string good = SmallPack();
  std::size_t harmless = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char bits : {'\x01', '\x80', '\xFF'}) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ bits);
      const auto pack = Pack::Open(Bytes(bad), "some.pack");
      if (pack.ok()) {
        ++harmless;
        ASSERT_GE(i, kHeaderSize + Sections().size() * kTableEntrySize) << "in the header";
        ASSERT_EQ(good[i], '\0') << "at " << i;
        ExpectAllSections(*pack);
      } else {
        ASSERT_TRUE(pack.error().message.starts_with("some.pack: ")) << pack.error().message;
      }
    }
  }
  EXPECT_LT(harmless, 3 * (good.size() - 5000));
}

TEST(PackTest, EveryTruncationIsRefused) {
  const std::string good = SmallPack();
  for (std::size_t size = 0; size < good.size(); ++size) {
    const auto pack = Pack::Open(Bytes(good).first(size), "some.pack");
    ASSERT_FALSE(pack.ok()) << size;
    ASSERT_EQ(pack.error().code, ErrorCode::kDataLoss);
    ASSERT_TRUE(pack.error().message.starts_with("some.pack: ")) << pack.error().message;
  }
}

TEST(PackTest, AppendedBytesAreRefused) {
  for (const std::size_t extra : {std::size_t{1}, std::size_t{40}, kPackAlignment}) {
    ExpectRefused(SmallPack() + std::string(extra, '\0'), ErrorCode::kDataLoss, "appended");
  }
}

TEST(PackTest, AnotherVersionIsRefused) {
  for (const std::uint32_t version : {0u, 2u, 0xFFFFFFFFu}) {
    std::string pack = SmallPack();
    Put(&pack, 8, version);
    ExpectRefused(Seal(pack), ErrorCode::kUnsupported, "version " + std::to_string(version));
  }
}

TEST(PackTest, ForeignFilesAreRefused) {
  ExpectRefused("", ErrorCode::kDataLoss, "no pack");
  ExpectRefused("CALQUE\r\n", ErrorCode::kDataLoss, "no pack");
  ExpectRefused(std::string(10000, '\0'), ErrorCode::kDataLoss, "no pack");
  ExpectRefused(
      "\x7F"
      "ELF" +
          std::string(100, '\1'),
      ErrorCode::kDataLoss, "no pack");
  ExpectRefused("\\data\\\nngram 1=3\nngram 2=4\n\n\\1-grams:\n", ErrorCode::kDataLoss, "no pack");
}

TEST(PackTest, TextModeCopiesAreRefused) {
  std::string unix_ends;
  std::string dos_ends;
  for (const char c : SmallPack()) {
    if (c != '\r') unix_ends += c;
    dos_ends += c == '\n' ? "\r\n" : std::string(1, c);
  }
  ExpectRefused(unix_ends, ErrorCode::kDataLoss, "no pack");
  ExpectRefused(dos_ends, ErrorCode::kDataLoss, "no pack");
}

TEST(PackTest, SealedNonsenseIsRefused) {
  struct Case {
    std::size_t at;
    std::uint64_t value;
    std::string what;
  };
  const std::size_t offset = kHeaderSize + 16;
  const std::size_t size = kHeaderSize + 24;
  const std::vector<Case> cases = {{offset, 4097, "\"lm.table\" lies outside"},
                                   {offset, std::uint64_t{1} << 40, "\"lm.table\" lies outside"},
                                   {offset, ~std::uint64_t{4095}, "\"lm.table\" lies outside"},
                                   {size, 0x3001, "\"lm.table\" lies outside"},
                                   {size, ~std::uint64_t{0}, "\"lm.table\" lies outside"},
                                   {size, 3, "checksum of section \"lm.table\""},
                                   {offset, 8192, "checksum of section \"lm.table\""}};
  for (const Case& c : cases) {
    std::string pack = SmallPack();
    Put(&pack, c.at, c.value);
    ExpectRefused(Seal(pack), ErrorCode::kDataLoss, c.what);
  }
}

TEST(PackTest, TooManySectionsAreRefused) {
  for (const std::uint32_t count : {65u, 1000u, 0x80000000u, 0xFFFFFFFFu}) {
    std::string pack = SmallPack();
    Put(&pack, 12, count);
    ExpectRefused(pack, ErrorCode::kDataLoss, "section table");
  }
}

TEST(PackTest, SectionsAreNotReadAgainWhenOnlyTheTableIsVerified) {
  std::string pack = SmallPack();
  pack[kPackAlignment] = '#';
  ExpectRefused(pack, ErrorCode::kDataLoss, "checksum of section \"lm.table\"");
  EXPECT_TRUE(Pack::Open(Bytes(pack), "some.pack", Verify::kTableOnly).ok());
  pack[20] = '#';
  EXPECT_FALSE(Pack::Open(Bytes(pack), "some.pack", Verify::kTableOnly).ok());
}

TEST(PackTest, FilesThatCannotBeOpened) {
  const std::string missing = FreshDirectory() + "/missing";
  const auto none = Pack::Open(missing);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(none.error().message.starts_with(missing + ": ")) << none.error().message;

  const auto folder = Pack::Open(testing::TempDir());
  ASSERT_FALSE(folder.ok());
  EXPECT_EQ(folder.error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(folder.error().message.starts_with(testing::TempDir() + ": "));

  const std::string empty = FreshDirectory() + "/empty";
  WriteFile(empty, "");
  const auto nothing = Pack::Open(empty);
  ASSERT_FALSE(nothing.ok());
  EXPECT_EQ(nothing.error().code, ErrorCode::kDataLoss);
  EXPECT_TRUE(nothing.error().message.starts_with(empty + ": ")) << nothing.error().message;
}

// Opening must not wait for somebody to write into a named pipe.
TEST(PackTest, DevicesAreRefused) {
  const auto device = Pack::Open(std::string("/dev/null"));
  ASSERT_FALSE(device.ok());
  EXPECT_EQ(device.error().code, ErrorCode::kInvalidArgument);
}

TEST(PackTest, HugePagesHoldTheSame) {
  const std::string path = FreshDirectory() + "/pack";
  WriteFile(path, SmallPack());
  const auto file = Pack::Open(path);
  ASSERT_TRUE(file.ok());
  const auto huge = file->InHugePages();
  ASSERT_TRUE(huge.ok()) << huge.error().message;
  EXPECT_EQ(huge->name(), path);
  EXPECT_NE(huge->Section("lm.table")->data(), file->Section("lm.table")->data());
  ExpectAllSections(*huge);
  ExpectAllSections(*file);
  const auto copy = Pack::OpenCopy(Bytes(SmallPack()), "copy");
  ASSERT_TRUE(copy.ok());
  EXPECT_EQ(copy->InHugePages()->Section("lm.table")->data(), copy->Section("lm.table")->data());
}

TEST(MappedFileTest, CopiesOfAnySize) {
  constexpr std::size_t kHuge = std::size_t{2} << 20;
  const std::string directory = FreshDirectory();
  for (const std::size_t size : {std::size_t{1}, kHuge - 1, kHuge, kHuge + 1, 2 * kHuge + 5000}) {
    std::string bytes(size, ' ');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 37 >> 3);
    WriteFile(directory + "/file", bytes);
    const auto file = MappedFile::Open(directory + "/file");
    ASSERT_TRUE(file.ok());
    const auto copy = MappedFile::Copy(file->bytes(), Source::kPagesOfAFile);
    ASSERT_TRUE(copy.ok());
    EXPECT_EQ(Text(copy->bytes()), bytes) << size;
    EXPECT_EQ(Text(file->bytes()), bytes) << "pages that left come back";
    if (size >= kHuge) {
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(copy->bytes().data()) % kHuge, 0u);
    }
  }
}

TEST(MappedFileTest, MovesItsBytes) {
  const std::string path = FreshDirectory() + "/mapped";
  WriteFile(path, "0123456789");
  auto file = MappedFile::Open(path);
  ASSERT_TRUE(file.ok()) << file.error().message;
  MappedFile first = std::move(*file);
  EXPECT_EQ(Text(first.bytes()), "0123456789");
  WriteFile(path + "2", "abc");
  auto other = MappedFile::Open(path + "2");
  ASSERT_TRUE(other.ok());
  first = std::move(*other);
  EXPECT_EQ(Text(first.bytes()), "abc");
}

}  // namespace
}  // namespace calque::storage
