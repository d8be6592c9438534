// Names of outputs: no two inputs share one, none leads out of the folder.
#include "detector/batch/output_name.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace calque::batch {
namespace {

TEST(OutputNameTest, Cases) {
  struct Case {
    std::string path;
    std::string extension;
    std::string want;
  };
  const Case cases[] = {
      {"a.txt", ".jsonl", "a.txt.jsonl"},
      {"crawl/a/b.warc.gz", ".jsonl.gz", "crawl/a/b.warc.gz.jsonl.gz"},
      {"/data/x", ".tsv", "data/x.tsv"},
      {"./x//y/./z", ".jsonl", "x/y/z.jsonl"},
      {"../x", ".jsonl", "%2E./x.jsonl"},
      {"a/../../b", ".jsonl", "a/%2E./%2E./b.jsonl"},
      {".hidden/x", ".jsonl", "%2Ehidden/x.jsonl"},
      {"new\nline\t%", ".jsonl", "new%0Aline%09%25.jsonl"},
      {"\xFF\xC3\xA9\x7F", ".jsonl", "%FF\xC3\xA9%7F.jsonl"},
      {std::string("nul\0x", 5), ".jsonl", "nul%00x.jsonl"},
      {"a.jsonl/b", ".jsonl", "a%2Ejsonl/b.jsonl"},
      {"a.jsonl", ".jsonl", "a.jsonl.jsonl"},
      {"all.stats/b", ".jsonl", "all%2Estats/b.jsonl"},
      {"v0/x.json.gz", "", "v0/x.json.gz"},
      {"all.stats", "", "all%2Estats"},
  };
  for (const Case& c : cases) EXPECT_EQ(OutputName(c.path, c.extension), c.want) << c.path;
}

TEST(OutputNameTest, LongPartsAreCutAndStayApart) {
  const std::string a(250, 'a');
  const std::string first = OutputName(a + "1", ".jsonl");
  const std::string second = OutputName(a + "2", ".jsonl");
  EXPECT_NE(first, second);
  EXPECT_LE(first.size(), kMaxPart + 6);
  EXPECT_EQ(OutputName(std::string(kMaxPart, 'a'), ""), std::string(kMaxPart, 'a'));
  // Neither an escape nor a character is cut in two.
  for (std::size_t shift = 0; shift < 6; ++shift) {
    std::string name(shift, 'x');
    while (name.size() < 250) name += "\n\xE2\x82\xAC";
    const std::string cut = OutputName(name, "");
    EXPECT_LE(cut.size(), kMaxPart);
    EXPECT_EQ(cut.find("%E2"), std::string::npos) << cut;
    const std::size_t end = cut.rfind("%-");
    for (std::size_t i = cut.find('%'); i < end; i = cut.find('%', i + 1)) {
      EXPECT_EQ(cut.substr(i, 3), "%0A") << cut;
    }
  }
}

// Random hostile paths: relative ones that differ as plain paths differ in their outputs,
// in the names of all folders above, and stay below the folder.
TEST(OutputNameTest, NoTwoInputsMeet) {
  std::mt19937_64 random(20271);
  const std::vector<std::string> pieces = {"a",  ".",      "..",     "/", "/",  "%",    "%2E",
                                           "\n", ".jsonl", ".stats", "b", "%-", "\xFF", "\xC3\xA9"};
  for (const char* extension : {".jsonl", ""}) {
    std::map<std::string, std::string> readers;
    std::map<std::string, std::string> folders;
    for (int round = 0; round < 20000; ++round) {
      std::string path = "r";
      for (std::size_t n = 1 + random() % 6; n > 0; --n) path += pieces[random() % pieces.size()];
      if (path.ends_with('/')) path += "f";
      const std::string plain = PlainPath(path);
      const std::string name = OutputName(path, extension);
      const auto [it, fresh] = readers.try_emplace(name, plain);
      EXPECT_EQ(it->second, plain) << name;
      for (const auto& part : std::filesystem::path(name)) {
        EXPECT_FALSE(part.string().starts_with('.')) << name;
      }
      const std::string folder = std::filesystem::path(name).parent_path().string();
      folders.emplace(folder, plain);
      EXPECT_FALSE(name.ends_with(kStatisticsEnding));
    }
    if (*extension == '\0') continue;  // a file and a folder of one name cannot both be there
    for (const auto& [folder, plain] : folders) EXPECT_FALSE(readers.contains(folder)) << folder;
  }
}

TEST(OutputNameTest, ShardsDependOnTheNameAlone) {
  EXPECT_EQ(ShardOf("./a//b", 7), ShardOf("a/b", 7));
  std::vector<int> sizes(4);
  for (int i = 0; i < 4000; ++i) {
    const std::uint32_t shard = ShardOf("crawl/" + std::to_string(i), 4);
    ASSERT_LT(shard, 4U);
    ++sizes[shard];
  }
  for (const int size : sizes) {
    EXPECT_GT(size, 800);
    EXPECT_LT(size, 1200);
  }
  EXPECT_EQ(ShardOf("anything", 1), 0U);
  // Runs on different machines and days must agree.
  EXPECT_EQ(ShardOf("crawl/a.warc.gz", 1000), 75U);
}

}  // namespace
}  // namespace calque::batch
