// Output: a file appears whole or not at all, and a closed pipe is told from a
// failure.
#include "detector/batch/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tests/fresh_directory.h"

namespace calque::batch {
namespace {

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::size_t FilesIn(const std::string& folder) {
  const auto entries = std::filesystem::directory_iterator(folder);
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

// Standard output of this process as another descriptor, while it lives.
class StandardOutputAs {
 public:
  explicit StandardOutputAs(int descriptor) : saved_(dup(STDOUT_FILENO)) {
    fflush(stdout);
    dup2(descriptor, STDOUT_FILENO);
  }
  ~StandardOutputAs() {
    dup2(saved_, STDOUT_FILENO);
    close(saved_);
  }

 private:
  int saved_;
};

TEST(OutputTest, FileAppearsWhenItIsFinished) {
  const std::string root = FreshDirectory();
  const std::string path = root + "/out";
  std::string expected;
  {
    Result<Output> output = Output::Open(path);
    ASSERT_TRUE(output.ok()) << output.error().message;
    for (const std::string& part : {std::string("a"), std::string(), std::string(3'000'000, 'b')}) {
      EXPECT_TRUE(output->Write(part).ok());
      expected += part;
      EXPECT_FALSE(std::filesystem::exists(path));
    }
    EXPECT_TRUE(output->Finish().ok());
    EXPECT_TRUE(Content(path) == expected);
    EXPECT_FALSE(output->closed_by_reader());
  }
  EXPECT_TRUE(Content(path) == expected);
  EXPECT_EQ(FilesIn(root), 1U);
}

TEST(OutputTest, UnfinishedFileLeavesNothingAndHarmsNothing) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/out", "older");
  {
    Result<Output> output = Output::Open(path);
    ASSERT_TRUE(output.ok());
    EXPECT_TRUE(output->Write("newer").ok());
    EXPECT_EQ(Content(path), "older");
  }
  EXPECT_EQ(Content(path), "older");
  EXPECT_EQ(FilesIn(root), 1U);
}

TEST(OutputTest, FinishingReplacesAnOlderFile) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/out", "older and longer");
  Result<Output> output = Output::Open(path);
  ASSERT_TRUE(output.ok());
  EXPECT_TRUE(output->Write("new").ok());
  EXPECT_EQ(Content(path), "older and longer");
  EXPECT_TRUE(output->Finish().ok());
  EXPECT_EQ(Content(path), "new");
}

TEST(OutputTest, MovingHandsTheFileOver) {
  const std::string root = FreshDirectory();
  const std::string path = root + "/out";
  {
    Result<Output> first = Output::Open(path);
    ASSERT_TRUE(first.ok());
    EXPECT_TRUE(first->Write("one ").ok());
    Output second = std::move(*first);
    EXPECT_TRUE(second.Write("two").ok());
    EXPECT_TRUE(second.Finish().ok());
  }
  EXPECT_EQ(Content(path), "one two");
  EXPECT_EQ(FilesIn(root), 1U);
}

TEST(OutputTest, PlacesThatCannotBeWrittenAreNamed) {
  const std::string root = FreshDirectory();
  const std::string file = WriteFile(root + "/file", "x");
  for (const std::string& path : {root + "/absent/out", file + "/out"}) {
    const Result<Output> output = Output::Open(path);
    ASSERT_FALSE(output.ok()) << path;
    EXPECT_EQ(output.error().code, ErrorCode::kIo);
    EXPECT_NE(output.error().message.find(path), std::string::npos) << output.error().message;
  }
}

// Told at once, not after hours of work.
TEST(OutputTest, FolderInTheWayIsRefused) {
  const std::string root = FreshDirectory();
  const std::string path = root + "/taken";
  std::filesystem::create_directory(path);
  const Result<Output> output = Output::Open(path);
  ASSERT_FALSE(output.ok());
  EXPECT_NE(output.error().message.find(path), std::string::npos) << output.error().message;
  EXPECT_EQ(FilesIn(root), 1U);
}

TEST(OutputTest, LinksAreFollowed) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/out", "older");
  std::filesystem::create_symlink("out", root + "/link");
  Result<Output> output = Output::Open(root + "/link");
  ASSERT_TRUE(output.ok());
  EXPECT_TRUE(output->Write("newer").ok());
  EXPECT_TRUE(output->Finish().ok());
  EXPECT_TRUE(std::filesystem::is_symlink(root + "/link"));
  EXPECT_EQ(Content(path), "newer");
  EXPECT_EQ(FilesIn(root), 2U);
}

TEST(OutputTest, ReadOnlyFolderIsRefused) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere, so no folder is read-only";
  const std::string root = FreshDirectory();
  ASSERT_EQ(chmod(root.c_str(), 0500), 0);
  const Result<Output> output = Output::Open(root + "/out");
  chmod(root.c_str(), 0700);
  ASSERT_FALSE(output.ok());
  EXPECT_EQ(output.error().code, ErrorCode::kPermissionDenied);
}

TEST(OutputTest, FullDiskIsToldByItsCode) {
  if (!std::filesystem::exists("/dev/full")) {
    GTEST_SKIP() << "this system has no /dev/full to stand for a full disk";
  }
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  for (const std::string& path : {std::string(), std::string("/dev/full")}) {
    Status written;
    bool closed = true;
    {
      const StandardOutputAs redirected(full);
      Result<Output> output = Output::Open(path);
      written = output->Write("text");
      closed = output->closed_by_reader();
    }
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, ErrorCode::kResourceExhausted);
    EXPECT_NE(written.error().message.find(path.empty() ? "standard output" : path),
              std::string::npos);
    EXPECT_FALSE(closed);
  }
  close(full);
}

TEST(OutputTest, ClosedPipeIsToldApart) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  Status first;
  Status second;
  bool closed_first = true;
  bool closed_second = false;
  {
    const StandardOutputAs redirected(ends[1]);
    Result<Output> output = Output::Open("-");
    first = output->Write("read");
    closed_first = output->closed_by_reader();
    close(ends[0]);
    second = output->Write("not read");
    closed_second = output->closed_by_reader();
  }
  close(ends[1]);
  std::signal(SIGPIPE, before);
  EXPECT_TRUE(first.ok());
  EXPECT_FALSE(closed_first);
  EXPECT_FALSE(second.ok());
  EXPECT_TRUE(closed_second);
}

}  // namespace
}  // namespace calque::batch
