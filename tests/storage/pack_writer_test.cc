// Files appear whole or not at all, and nothing is left lying about.
#include "detector/storage/pack_writer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/storage/pack.h"
#include "tests/fresh_directory.h"

namespace calque::storage {
namespace {

namespace fs = std::filesystem;

// A folder of the test's own, empty at first and gone at the end.
class PackWriterTest : public testing::Test {
 protected:
  PackWriterTest() : folder_(FreshDirectory()) {}
  void TearDown() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  std::string folder_;
};

std::string ReadBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::span<const std::byte> Bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

TEST_F(PackWriterTest, WritesWhatItSerializes) {
  PackWriter writer;
  writer.Add("one", Bytes("first"));
  writer.Add("two", Bytes("second"));
  ASSERT_TRUE(writer.WriteTo(Path("a.pack")).ok());
  EXPECT_EQ(ReadBytes(Path("a.pack")), writer.Serialize());
  EXPECT_EQ(Names(), std::vector<std::string>{"a.pack"});
  const auto pack = Pack::Open(Path("a.pack"));
  ASSERT_TRUE(pack.ok()) << pack.error().message;
  EXPECT_EQ(pack->Section("two")->size(), 6u);
}

TEST_F(PackWriterTest, ReplacesAFileAsAWhole) {
  const std::string path = Path("file");
  ASSERT_TRUE(WriteFileAtomically(path, std::string(100000, 'o')).ok());
  // Whoever opened the old file goes on reading the old file.
  const auto old = MappedFile::Open(path);
  ASSERT_TRUE(old.ok());
  ASSERT_TRUE(WriteFileAtomically(path, "new").ok());
  EXPECT_EQ(ReadBytes(path), "new");
  EXPECT_EQ(old->bytes().size(), 100000u);
  EXPECT_EQ(static_cast<char>(old->bytes().back()), 'o');
  EXPECT_EQ(Names(), std::vector<std::string>{"file"});
}

TEST_F(PackWriterTest, AnyBytesAndNone) {
  for (const std::string& bytes :
       {std::string(), std::string("\0\r\n\xFF", 4), std::string(std::size_t{3} << 20, 'x')}) {
    ASSERT_TRUE(WriteFileAtomically(Path("file"), bytes).ok());
    EXPECT_EQ(ReadBytes(Path("file")), bytes);
  }
}

TEST_F(PackWriterTest, AFolderThatIsNotThere) {
  const std::string path = Path("nowhere/file");
  const Status status = WriteFileAtomically(path, "bytes");
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(status.error().message.starts_with(path + ": cannot be created: "))
      << status.error().message;
  EXPECT_TRUE(Names().empty());
}

TEST_F(PackWriterTest, AFolderInTheFilesPlace) {
  const std::string path = Path("taken");
  fs::create_directories(path + "/inner");
  const Status status = WriteFileAtomically(path, "bytes");
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(status.error().message.starts_with(path + ": cannot be put in place: "))
      << status.error().message;
  EXPECT_EQ(Names(), std::vector<std::string>{"taken"}) << "a temporary file was left behind";
  EXPECT_TRUE(fs::is_directory(path + "/inner"));
}

TEST_F(PackWriterTest, AFileInTheFoldersPlace) {
  ASSERT_TRUE(WriteFileAtomically(Path("file"), "kept").ok());
  EXPECT_FALSE(WriteFileAtomically(Path("file/inner"), "bytes").ok());
  EXPECT_EQ(ReadBytes(Path("file")), "kept");
}

TEST_F(PackWriterTest, AFolderThatMayNotBeWritten) {
  if (geteuid() == 0) GTEST_SKIP() << "The superuser may write everywhere.";
  ASSERT_TRUE(WriteFileAtomically(Path("file"), "kept").ok());
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  const Status status = WriteFileAtomically(Path("file"), "bytes");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(ReadBytes(Path("file")), "kept");
  EXPECT_EQ(Names(), std::vector<std::string>{"file"});
}

// The device takes no bytes: creating works there, writing does not.
TEST_F(PackWriterTest, AFullDiskIsSaidToBeFull) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "There is no /dev/full here.";
  const std::string path = Path("file");
  fs::create_symlink("/dev/full", path + ".tmp-" + std::to_string(getpid()));
  const Status status = WriteFileAtomically(path, "bytes");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kResourceExhausted) << status.error().message;
  EXPECT_TRUE(status.error().message.starts_with(path + ": cannot be written: "))
      << status.error().message;
  EXPECT_TRUE(Names().empty()) << "something was left behind";
}

TEST_F(PackWriterTest, AStaleTemporaryFileIsNoObstacle) {
  const std::string path = Path("file");
  std::ofstream(path + ".tmp-" + std::to_string(getpid())) << std::string(1000, 'x');
  ASSERT_TRUE(WriteFileAtomically(path, "bytes").ok());
  EXPECT_EQ(ReadBytes(path), "bytes");
  EXPECT_EQ(Names(), std::vector<std::string>{"file"});
}

TEST_F(PackWriterTest, ARelativePath) {
  const fs::path before = fs::current_path();
  fs::current_path(folder_);
  const bool written = WriteFileAtomically("bare", "bytes").ok();
  fs::current_path(before);
  EXPECT_TRUE(written);
  EXPECT_EQ(ReadBytes(Path("bare")), "bytes");
}

}  // namespace
}  // namespace calque::storage
