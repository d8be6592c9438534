// Plain, gzip and zstd inputs, whole and damaged, out of memory, files and pipes.
#include "detector/documents/byte_stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

constexpr std::size_t kReadSizes[] = {1, 7, 4096, 1 << 18};

struct Packed {
  const char* name;
  std::string packed;
  std::string content;
};

std::vector<Packed> WholeInputs() {
  const std::string noise = Noise(300'000, 1);
  const std::string blanks(2'000'000, ' ');
  std::vector<Packed> inputs = {
      {"empty", "", ""},
      {"one byte", "x", "x"},
      {"first byte of the gzip magic", "\x1F", "\x1F"},
      {"an opening parenthesis, as zstd begins", "(", "("},
      {"text", "Hello.\n", "Hello.\n"},
      {"noise", "n" + noise, "n" + noise},
      {"gzip, empty", Gzip(""), ""},
      {"gzip, one byte", Gzip("x"), "x"},
      {"gzip, noise", Gzip(noise), noise},
      {"gzip, blanks", Gzip(blanks), blanks},
      {"gzip, members", Gzip("ab") + Gzip("") + Gzip("c") + Gzip(noise), "abc" + noise},
      {"gzip, padded with zeros", Gzip("ab") + std::string(700'000, '\0'), "ab"},
      {"gzip, zeros between members", Gzip("ab") + std::string(512, '\0') + Gzip("c"), "abc"},
      {"zstd, empty", Zstd(""), ""},
      {"zstd, one byte", Zstd("x"), "x"},
      {"zstd, noise", Zstd(noise), noise},
      {"zstd, blanks", Zstd(blanks), blanks},
      {"zstd, frames", Zstd("ab") + Zstd("") + Zstd(noise) + Zstd("c"), "ab" + noise + "c"},
      {"zstd, skippable frames", SkippableFrame("meta") + Zstd("a") + SkippableFrame(""), "a"},
  };
  std::string members;
  std::string content;
  for (int i = 0; i < 2000; ++i) {
    members += Gzip(std::to_string(i) + "\n");
    content += std::to_string(i) + "\n";
  }
  inputs.push_back({"gzip, a member a record", members, content});
  return inputs;
}

TEST(ByteStreamTest, WholeInputsComeAsTheyWere) {
  for (const Packed& input : WholeInputs()) {
    for (const std::size_t read_size : kReadSizes) {
      const Drained drained = DrainBytes(input.packed, read_size);
      EXPECT_FALSE(drained.error) << input.name << ": " << drained.error->message;
      EXPECT_TRUE(drained.bytes == input.content) << input.name << " by " << read_size;
    }
  }
}

// Cut everywhere: nothing but the front of the content comes, and the cut is
// reported unless it falls between members or leaves less than two bytes.
void ExpectCutsAreReported(const std::string& first, const std::string& second,
                           const std::string& content) {
  const std::string packed = first + second;
  std::size_t longest = 0;
  for (std::size_t cut = 0; cut <= packed.size(); ++cut) {
    const Drained drained = DrainBytes(packed.substr(0, cut), 64);
    const bool whole = cut == first.size() || cut == packed.size();
    if (whole || cut < 2) {
      EXPECT_FALSE(drained.error) << cut;
      if (cut < 2) continue;
    } else {
      ASSERT_TRUE(drained.error) << cut;
      EXPECT_EQ(drained.error->code, ErrorCode::kDataLoss);
      EXPECT_NE(drained.error->message.find("'dir/in.gz'"), std::string::npos);
      EXPECT_NE(drained.error->message.find("compressed byte"), std::string::npos);
    }
    EXPECT_TRUE(content.starts_with(drained.bytes)) << cut;
    EXPECT_GE(drained.bytes.size(), longest) << cut;
    longest = drained.bytes.size();
  }
  EXPECT_EQ(longest, content.size());
}

TEST(ByteStreamTest, CutsAreReportedAfterWhatCouldBeRead) {
  const std::string one = "The consul general read the statement. ";
  const std::string two = Noise(300, 2);
  ExpectCutsAreReported(Gzip(one), Gzip(two), one + two);
  ExpectCutsAreReported(Zstd(one), Zstd(two), one + two);
}

TEST(ByteStreamTest, DamageSparesTheBlocksBeforeIt) {
  const std::string noise = Noise(1'000'000, 3);
  for (const bool gzip : {true, false}) {
    const std::string packed = gzip ? Gzip(noise) : Zstd(noise);
    for (const std::size_t cut : {packed.size() / 3, packed.size() / 2, packed.size() - 1}) {
      const Drained drained = DrainBytes(packed.substr(0, cut), 1 << 18);
      ASSERT_TRUE(drained.error);
      EXPECT_NE(drained.error->message.find(std::to_string(cut)), std::string::npos);
      EXPECT_TRUE(noise.starts_with(drained.bytes));
      // zstd blocks of 128 KiB, deflate blocks of 64 KiB at most.
      EXPECT_GE(drained.bytes.size() + (gzip ? 66'000 : 132'000), cut);
    }
    std::string flipped = packed;
    flipped[flipped.size() - 2] ^= 0x10;  // in the length of gzip, the checksum of zstd
    const Drained drained = DrainBytes(flipped, 1 << 18);
    ASSERT_TRUE(drained.error);
    EXPECT_GE(drained.bytes.size() + 132'000, noise.size());
  }
}

TEST(ByteStreamTest, FlippedBitsNeverCrash) {
  const std::string text(5000, 'a');
  for (const std::string& packed : {Gzip(text + "b"), Zstd(text + "b"), Gzip(Noise(300, 4))}) {
    for (std::size_t bit = 0; bit < packed.size() * 8; ++bit) {
      std::string flipped = packed;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      EXPECT_LE(DrainBytes(flipped, 4096).bytes.size(), 1'000'000U);
    }
  }
}

TEST(ByteStreamTest, GarbageBehindIsReported) {
  for (const char* garbage : {"x", "garbage behind the data", "\x1F", "(", "\x28\xB5"}) {
    for (const std::string& packed : {Gzip("good"), Zstd("good")}) {
      const Drained drained = DrainBytes(packed + garbage, 4096);
      EXPECT_EQ(drained.bytes, "good");
      ASSERT_TRUE(drained.error) << garbage;
      EXPECT_EQ(drained.error->code, ErrorCode::kDataLoss);
      EXPECT_NE(drained.error->message.find("byte " + std::to_string(packed.size())),
                std::string::npos)
          << drained.error->message;
    }
  }
}

TEST(ByteStreamTest, BombsEndWithAnError) {
  const std::string zeros(30'000'000, '\0');
  for (const std::string& bomb : {Gzip(zeros), Zstd(zeros)}) {
    const Drained drained = DrainBytes(bomb, 1 << 16);
    ASSERT_TRUE(drained.error);
    EXPECT_EQ(drained.error->code, ErrorCode::kResourceExhausted);
    EXPECT_GT(drained.bytes.size(), 10'000'000U);
    EXPECT_LT(drained.bytes.size(), 11'000'000U);
  }
  const std::string small(9'000'000, '\0');
  EXPECT_FALSE(DrainBytes(Zstd(small), 1 << 16).error);
  EXPECT_FALSE(DrainBytes(Zstd(zeros), 1 << 16, {10'000'000, 1'000'000}).error);
  EXPECT_TRUE(DrainBytes(Gzip(small), 1 << 16, {1000, 10}).error);
}

TEST(ByteStreamTest, EndAndErrorAreFinal) {
  for (const std::string& bytes : {Gzip("x"), Zstd("x"), Gzip("x") + "y", std::string("x")}) {
    auto stream = ByteStream::Decompress(ByteStream::FromMemory(bytes, "in"));
    ASSERT_TRUE(stream.ok());
    const Drained first = Drain(stream->get(), 16);
    const Drained second = Drain(stream->get(), 16);
    EXPECT_EQ(first.bytes, "x");
    EXPECT_EQ(second.bytes, "");
    EXPECT_EQ(first.error.has_value(), second.error.has_value());
  }
}

TEST(ByteStreamTest, FilesAreOpenedByContentNotByName) {
  const std::string directory = FreshDirectory();
  const std::string path = directory + "/plain.gz\n\xFF";
  for (const std::string& bytes : {std::string("text"), Gzip("text"), Zstd("text")}) {
    WriteFile(path, bytes);
    auto stream = ByteStream::Open(path);
    ASSERT_TRUE(stream.ok()) << stream.error().message;
    EXPECT_EQ((*stream)->name(), path);
    EXPECT_EQ(Drain(stream->get(), 3).bytes, "text");
  }
}

TEST(ByteStreamTest, WhatCannotBeOpenedSaysWhy) {
  const std::string directory = FreshDirectory();
  const std::string file = WriteFile(directory + "/file", "x");
  const struct {
    std::string path;
    ErrorCode code;
    std::string part;
  } cases[] = {
      {directory, ErrorCode::kInvalidArgument, "is a directory"},
      {directory + "/absent", ErrorCode::kNotFound, "/absent': cannot be opened: No such file"},
      {directory + "/a\nb\xFF", ErrorCode::kNotFound, "/a\\nb\\xff'"},
      {file + "/below", ErrorCode::kNotFound, "cannot be opened"},
      {"", ErrorCode::kNotFound, "''"},
  };
  for (const auto& c : cases) {
    const auto stream = ByteStream::Open(c.path);
    ASSERT_FALSE(stream.ok()) << c.path;
    EXPECT_EQ(stream.error().code, c.code) << stream.error().message;
    EXPECT_NE(stream.error().message.find(c.part), std::string::npos) << stream.error().message;
  }
}

TEST(ByteStreamTest, UnreadableFile) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read every file, so none can be unreadable";
  const std::string path = WriteFile(FreshDirectory() + "/secret", "x");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  const auto stream = ByteStream::Open(path);
  ASSERT_FALSE(stream.ok());
  EXPECT_EQ(stream.error().code, ErrorCode::kPermissionDenied);
}

TEST(ByteStreamTest, NamedPipe) {
  const std::string path = FreshDirectory() + "/pipe";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  const std::string content(200'000, 'p');
  std::thread writer([&] { WriteFile(path, Gzip("head ") + Gzip(content)); });
  auto stream = ByteStream::Open(path);
  ASSERT_TRUE(stream.ok());
  EXPECT_EQ(Drain(stream->get(), 1000).bytes, "head " + content);
  writer.join();
}

TEST(ByteStreamTest, StandardInput) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const int saved = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  const std::string packed = Zstd("from the pipe");
  ASSERT_EQ(write(ends[1], packed.data(), packed.size()), static_cast<ssize_t>(packed.size()));
  close(ends[1]);
  auto stream = ByteStream::Open("-");
  ASSERT_TRUE(stream.ok());
  EXPECT_EQ((*stream)->name(), "-");
  EXPECT_EQ(Drain(stream->get(), 100).bytes, "from the pipe");
  dup2(saved, STDIN_FILENO);
  close(saved);
}

}  // namespace
}  // namespace calque::documents
