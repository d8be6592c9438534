// Whatever is compressed reads back through ByteStream, byte for byte.
#include "detector/documents/compressed_output.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

std::string Compress(Compression compression, std::string_view bytes, std::size_t piece) {
  std::string file;
  CompressedOutput output(compression, [&](std::string_view part) -> Status {
    file += part;
    return {};
  });
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    EXPECT_TRUE(output.Write(bytes.substr(0, piece)).ok());
  }
  EXPECT_TRUE(output.Finish().ok());
  return file;
}

TEST(CompressedOutput, TheEndingOfTheNameDecides) {
  const struct {
    const char* path;
    Compression compression;
  } cases[] = {
      {"model.arpa", Compression::kNone},
      {"model.arpa.gz", Compression::kGzip},
      {"model.arpa.zst", Compression::kZstd},
      {"MODEL.ARPA.GZ", Compression::kGzip},
      {"model.gz/out", Compression::kNone},
      {"gz", Compression::kNone},
      {".gz", Compression::kGzip},
      {"", Compression::kNone},
  };
  for (const auto& c : cases) EXPECT_EQ(CompressionOf(c.path), c.compression) << c.path;
}

TEST(CompressedOutput, ReadsBackWhateverThePieces) {
  std::string text;
  for (int i = 0; i < 60000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  for (const std::string& bytes : {std::string(), std::string("a"), text, Noise(700000, 3)}) {
    for (const Compression c : {Compression::kNone, Compression::kGzip, Compression::kZstd}) {
      const std::string file = Compress(c, bytes, 1 << 30);
      for (const std::size_t piece : {997u, 65536u}) EXPECT_EQ(Compress(c, bytes, piece), file);
      const Drained drained = DrainBytes(file, 4096);
      EXPECT_FALSE(drained.error.has_value());
      EXPECT_EQ(drained.bytes, bytes);
    }
  }
}

TEST(CompressedOutput, CompressesWhatCanBeCompressed) {
  const std::string zeros(1000000, '0');
  EXPECT_LT(Compress(Compression::kGzip, zeros, 4096).size(), 5000u);
  EXPECT_LT(Compress(Compression::kZstd, zeros, 4096).size(), 5000u);
  EXPECT_EQ(Compress(Compression::kNone, zeros, 4096), zeros);
}

TEST(CompressedOutput, ErrorsOfTheSinkComeThrough) {
  for (const Compression c : {Compression::kNone, Compression::kGzip, Compression::kZstd}) {
    CompressedOutput output(c, [](std::string_view) -> Status {
      return Error{ErrorCode::kResourceExhausted, "The disk is full."};
    });
    Status status = output.Write(Noise(1000000, 9));
    if (status.ok()) status = output.Finish();
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().message, "The disk is full.");
  }
}

}  // namespace
}  // namespace calque::documents
