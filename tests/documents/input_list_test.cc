// From paths to inputs: order, loops, odd names, lists of paths.
#include "detector/documents/input_list.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tests/documents/input_fixture.h"

namespace calque::documents {
namespace {

using Paths = std::vector<std::string>;

TEST(InputListTest, DirectoriesComeInByteOrderOfThePaths) {
  const std::string root = FreshDirectory();
  for (const char* directory : {"a", "a/deep", "a/.hidden", "B", "b", "empty", ".git"}) {
    std::filesystem::create_directory(root + "/" + directory);
  }
  Paths expected;
  for (const char* name : {"a/x", "a-b", "a.txt", "a/deep/y", "B/z", "b/\xFF\xFE", "b/two\nlines",
                           "b/caf\xC3\xA9", "Z", "10", "9"}) {
    expected.push_back(WriteFile(root + "/" + name, "x"));
  }
  for (const char* name : {".dot", "a/.hidden/x", ".git/config"}) {
    WriteFile(root + "/" + name, "x");
  }
  std::sort(expected.begin(), expected.end());
  for (const std::string& argument : {root, root + "/"}) {
    const InputList list = ExpandInputs({argument});
    EXPECT_EQ(list.paths, expected);
    EXPECT_TRUE(list.errors.empty());
    EXPECT_TRUE(list.warnings.empty());
  }
}

TEST(InputListTest, NamedFilesStayAsTheyAre) {
  const std::string root = FreshDirectory();
  const Paths paths = {"-",
                       root + "/absent",
                       WriteFile(root + "/.hidden", "x"),
                       "-",
                       WriteFile(root + "/b", "x"),
                       WriteFile(root + "/a", "x")};
  EXPECT_EQ(ExpandInputs(paths).paths, paths);
  EXPECT_TRUE(ExpandInputs({}).paths.empty());
}

TEST(InputListTest, LoopsEndWithAWarning) {
  const std::string root = FreshDirectory();
  std::filesystem::create_directory(root + "/sub");
  WriteFile(root + "/file", "x");
  WriteFile(root + "/sub/file", "x");
  std::filesystem::create_directory_symlink(root, root + "/sub/up");
  std::filesystem::create_directory_symlink(".", root + "/sub/self");
  std::filesystem::create_symlink("file", root + "/link");
  std::filesystem::create_symlink("nowhere", root + "/sub/dangling");
  std::filesystem::create_symlink("knot", root + "/sub/knot");
  const InputList list = ExpandInputs({root});
  EXPECT_EQ(list.paths, Paths({root + "/file", root + "/link", root + "/sub/dangling",
                               root + "/sub/file", root + "/sub/knot"}));
  ASSERT_EQ(list.warnings.size(), 2U);
  EXPECT_NE(list.warnings[0].find("/sub/self'"), std::string::npos);
  EXPECT_NE(list.warnings[1].find("/sub/up'"), std::string::npos);
  EXPECT_EQ(ExpandInputs({root, root}).paths, list.paths);
}

TEST(InputListTest, PipesBelowADirectoryAreLeftOut) {
  const std::string root = FreshDirectory();
  ASSERT_EQ(mkfifo((root + "/pipe").c_str(), 0600), 0);
  const InputList list = ExpandInputs({root});
  EXPECT_TRUE(list.paths.empty());
  EXPECT_EQ(list.warnings.size(), 1U);
  EXPECT_EQ(ExpandInputs({root + "/pipe"}).paths, Paths({root + "/pipe"}));
}

TEST(InputListTest, UnreadableDirectoryIsReported) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read every directory, so none can be unreadable";
  const std::string root = FreshDirectory();
  std::filesystem::create_directory(root + "/closed");
  const std::string file = WriteFile(root + "/open", "x");
  ASSERT_EQ(chmod((root + "/closed").c_str(), 0), 0);
  const InputList list = ExpandInputs({root});
  chmod((root + "/closed").c_str(), 0700);
  EXPECT_EQ(list.paths, Paths({file}));
  ASSERT_EQ(list.errors.size(), 1U);
  EXPECT_EQ(list.errors[0].code, ErrorCode::kPermissionDenied);
}

TEST(InputListTest, PathLists) {
  const struct {
    std::string content;
    Paths paths;
  } cases[] = {
      {"", {}},
      {"\n\n", {}},
      {"a", {"a"}},
      {"a\nb c\n", {"a", "b c"}},
      {"a\r\n\r\nb\r\n", {"a", "b"}},
      {std::string("a\0b\nc\0", 6), {"a", "b\nc"}},
      {std::string("a\0\0b", 4), {"a", "b"}},
      {std::string("\xFF\r\0", 3), {"\xFF\r"}},
  };
  for (const auto& c : cases) EXPECT_EQ(ParsePathList(c.content), c.paths);

  const std::string root = FreshDirectory();
  const auto list = ReadPathList(WriteFile(root + "/list.gz", Gzip("a\n-\n")));
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(*list, Paths({"a", "-"}));
  EXPECT_EQ(ReadPathList(root + "/absent").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace calque::documents
