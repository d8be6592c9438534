// Batches end to end: one output for each input, resumed, sharded, summed up, in every
// format.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/records.h"
#include "tests/documents/input_fixture.h"

namespace calque::cli {
namespace {

namespace fs = std::filesystem;
using documents::Gzip;
using nlohmann::json;
using testing::HasSubstr;
using Strings = std::vector<std::string>;

// A folder with texts, JSON Lines, compressed ones, a broken record and hostile names.
std::string MakeCrawl(const std::string& root) {
  const std::string crawl = root + "/crawl";
  fs::create_directories(crawl + "/sub/x.jsonl");
  const std::string lines = json{{"id", "one"}, {"text", Sample("rewritten-court")}}.dump() +
                            "\nno JSON\n" +
                            json{{"id", "two"}, {"text", Sample("honest-court")}}.dump() + "\n";
  WriteFile(crawl + "/a.jsonl", lines);
  WriteFile(crawl + "/sub/a.jsonl.gz", Gzip(lines));
  WriteFile(crawl + "/sub/x", Sample("honest-sport"));
  WriteFile(crawl + "/sub/x.jsonl/y", Sample("light-sport"));
  WriteFile(crawl + "/new\nline %", Sample("rewritten-health"));
  WriteFile(crawl + "/empty.txt", "");
  WriteFile(crawl + "/cut.gz", Gzip(lines).substr(0, 200));
  return crawl;
}

Strings FilesBelow(const std::string& folder) {
  Strings files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).string();
    if (entry.is_regular_file() && !name.starts_with(".calque")) files.push_back(name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

void ExpectSameFiles(const std::string& actual, const std::string& expected) {
  ASSERT_EQ(FilesBelow(actual), FilesBelow(expected));
  for (const std::string& name : FilesBelow(expected)) {
    if (name.ends_with(".stats")) continue;
    EXPECT_TRUE(ReadFile(actual + "/" + name) == ReadFile(expected + "/" + name)) << name;
  }
}

TEST(BatchTest, EachOutputHoldsWhatAScanOfItsInputPrints) {
  const std::string root = FreshDirectory();
  const std::string crawl = MakeCrawl(root);
  const Outcome run = Calque({"scan", crawl, "-j", "2", "--output-dir", root + "/out"});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out, "");
  const std::string out = root + "/out" + crawl;
  EXPECT_EQ(FilesBelow(out).size(), 7U);
  const std::pair<const char*, const char*> outputs[] = {
      {"/a.jsonl", "/a.jsonl.jsonl"},
      {"/sub/a.jsonl.gz", "/sub/a.jsonl.gz.jsonl"},
      {"/sub/x", "/sub/x.jsonl"},
      {"/sub/x.jsonl/y", "/sub/x%2Ejsonl/y.jsonl"},
      {"/new\nline %", "/new%0Aline %25.jsonl"},
      {"/empty.txt", "/empty.txt.jsonl"},
      {"/cut.gz", "/cut.gz.jsonl"},
  };
  for (const auto& [input, output] : outputs) {
    EXPECT_EQ(ReadFile(out + output), Calque({"scan", crawl + input}).out) << input;
  }
}

TEST(BatchTest, ResumeSkipsAndRedoes) {
  const std::string root = FreshDirectory();
  const std::string crawl = MakeCrawl(root);
  const Strings first = {"scan", crawl, "--output-dir", root + "/out"};
  EXPECT_EQ(Calque(first).code, 0);
  const auto resume = [&](const Strings& more) {
    Strings arguments = first;
    arguments.emplace_back("--resume");
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome run = Calque(arguments);
    EXPECT_EQ(run.code, 0) << run.err;
    return run.err;
  };
  EXPECT_THAT(resume({}), HasSubstr("7 inputs are done, 0 are left"));
  EXPECT_THAT(resume({"-j", "3"}), HasSubstr("0 are left")) << "threads shape nothing";
  WriteFile(crawl + "/sub/x", Sample("rewritten-court"));
  WriteFile(crawl + "/sub/new", Sample("honest-court"));
  EXPECT_THAT(resume({}), HasSubstr("6 inputs are done, 2 are left"));
  EXPECT_EQ(ReadFile(root + "/out" + crawl + "/sub/x.jsonl"),
            Calque({"scan", crawl + "/sub/x"}).out);
  EXPECT_THAT(resume({"--mode", "sensitive"}), HasSubstr("0 inputs are done, 8 are left"));
  const std::string ignore = WriteFile(root + "/ignore", "family:name\n");
  EXPECT_THAT(resume({"--ignore", ignore}), HasSubstr("8 are left"));
  EXPECT_THAT(resume({"--ignore", ignore}), HasSubstr("0 are left"));
  WriteFile(ignore, "family:idiom\n");
  EXPECT_THAT(resume({"--ignore", ignore}), HasSubstr("8 are left"));
}

TEST(BatchTest, ShardsTogetherAreTheWhole) {
  const std::string root = FreshDirectory();
  const std::string crawl = MakeCrawl(root);
  EXPECT_EQ(Calque({"scan", crawl, "--output-dir", root + "/all"}).code, 0);
  const std::string shards = root + "/shards";
  Strings stats = {"stats"};
  for (const char* shard : {"0", "1", "2"}) {
    const Outcome run =
        Calque({"scan", crawl, "--output-dir", shards, "--shard", std::string(shard) + "/3"});
    EXPECT_EQ(run.code, 0) << run.err;
    stats.push_back(shards + "/" + shard + "-of-3.stats");
  }
  ExpectSameFiles(shards + crawl, root + "/all" + crawl);
  const Outcome table = Calque(stats);
  EXPECT_EQ(table.code, 0);
  EXPECT_EQ(table.err, "");
  EXPECT_EQ(table.out, Calque({"stats", root + "/all/all.stats"}).out);
  Strings merge = stats;
  merge.insert(merge.end(), {"-o", root + "/merged.stats"});
  EXPECT_EQ(Calque(merge).code, 0);
  EXPECT_EQ(ReadFile(root + "/merged.stats"), ReadFile(root + "/all/all.stats"));

  const Outcome missing = Calque({"stats", stats[1], stats[3]});
  EXPECT_EQ(missing.code, 0);
  EXPECT_THAT(missing.err, HasSubstr("shard 1/3 is missing"));
  for (const Strings& bad :
       {Strings{"stats", stats[1], stats[1]}, Strings{"stats", stats[1], root + "/all/all.stats"},
        Strings{"stats", root + "/absent"}, Strings{"stats", crawl + "/a.jsonl"}}) {
    EXPECT_EQ(Calque(bad).code, 2);
  }
}

TEST(BatchTest, ShardsOfOneStream) {
  const std::string crawl = MakeCrawl(FreshDirectory());
  std::size_t bytes = 0;
  for (const char* shard : {"0/2", "1/2"}) {
    bytes += Calque({"scan", crawl, "--shard", shard}).out.size();
  }
  EXPECT_EQ(bytes, Calque({"scan", crawl}).out.size());
}

TEST(BatchTest, OptionsThatMakeNoSenseAreRefused) {
  const std::string root = FreshDirectory();
  const std::string in = WriteFile(root + "/in", "Some text.");
  for (const Strings& arguments :
       {Strings{"--shard", "2/2"}, Strings{"--shard", "1"}, Strings{"--shard", "-1/2"},
        Strings{"--shard", "0/0"}, Strings{"--resume"}, Strings{"--compress", "gz"},
        Strings{"--output-dir", root + "/d", "-o", root + "/f"},
        Strings{"--output-dir", root + "/d", "--write-baseline", "b"},
        Strings{"--output-dir", root + "/d", "-"}, Strings{"--output-dir", in}}) {
    Strings command = {"scan", in};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Outcome run = Calque(command);
    EXPECT_EQ(run.code, 2) << testing::PrintToString(arguments);
    EXPECT_NE(run.err, "");
    EXPECT_EQ(run.out, "");
  }
  EXPECT_FALSE(Exists(root + "/f"));
  EXPECT_FALSE(Exists(root + "/d" + in + ".jsonl"));
}

TEST(BatchTest, FailOnSeesWhatWasDoneBefore) {
  const std::string root = FreshDirectory();
  const std::string in = WriteFile(root + "/in", Sample("rewritten-court"));
  const Strings arguments = {"scan",     in,          "--output-dir", root + "/out",
                             "--resume", "--fail-on", "artifact"};
  EXPECT_EQ(Calque(arguments).code, 1);
  EXPECT_EQ(Calque(arguments).code, 1);
}

// A file may not grow beyond a limit: what a full disk looks like to a program.
TEST(BatchTest, FullDiskLosesNothingThatIsDone) {
  const std::string root = FreshDirectory();
  const std::string small = WriteFile(root + "/a", Sample("honest-court"));
  std::string lines;
  for (int i = 0; i < 40; ++i) lines += json{{"text", Sample("rewritten-court")}}.dump() + "\n";
  const std::string big = WriteFile(root + "/b.jsonl", lines);
  const Strings arguments = {"scan", small, big, "--output-dir", root + "/out", "--resume"};
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit tight{100'000, limit.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  const Outcome full = Calque(arguments);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  EXPECT_EQ(full.code, 2);
  EXPECT_THAT(full.err, HasSubstr(big + ".jsonl: cannot be written: "));
  EXPECT_EQ(FilesBelow(root + "/out" + root), Strings({"a.jsonl"}));
  EXPECT_FALSE(Exists(root + "/out/all.stats"));
  const Outcome resumed = Calque(arguments);
  EXPECT_EQ(resumed.code, 0);
  EXPECT_THAT(resumed.err, HasSubstr("1 inputs are done, 1 are left"));
  EXPECT_EQ(ReadFile(root + "/out" + big + ".jsonl"), Calque({"scan", big}).out);
  EXPECT_TRUE(Exists(root + "/out/all.stats"));
}

TEST(BatchTest, NamesTellTheCompression) {
  const std::string root = FreshDirectory();
  const std::string in = WriteFile(root + "/in", Sample("light-sport"));
  const std::string plain = Calque({"scan", in}).out;
  for (const char* ending : {"gz", "zst"}) {
    const std::string file = root + "/out.jsonl." + ending;
    EXPECT_EQ(Calque({"scan", in, "-o", file}).code, 0);
    EXPECT_EQ(Calque({"scan", in, "--output-dir", root + "/d", "--compress", ending}).code, 0);
    EXPECT_EQ(ReadFile(root + "/d" + in + ".jsonl." + ending), ReadFile(file));
    auto stream = documents::ByteStream::Open(file);
    ASSERT_TRUE(stream.ok());
    EXPECT_NE(ReadFile(file), plain);
    EXPECT_EQ(documents::Drain(stream->get(), 1000).bytes, plain);
  }
}

TEST(BatchTest, SarifIsOneLogForAnyThreads) {
  const std::string crawl = MakeCrawl(FreshDirectory());
  const std::string log = Calque({"scan", "-f", "sarif", crawl}).out;
  EXPECT_EQ(Calque({"scan", "-f", "sarif", "-j", "3", crawl}).out, log);
  const json run = json::parse(log)["runs"][0];
  std::size_t hits = 0;
  std::size_t others = 0;
  for (const json& record : Records(Calque({"scan", crawl}).out)) {
    others += record.contains("error") || record["verdict"] == "artifact" ? 1 : 0;
    hits += record.contains("hits") ? record["hits"].size() : 0;
  }
  EXPECT_GT(hits, 50U);
  EXPECT_EQ(run["results"].size(), hits + others);
  const std::string clean = WriteFile(FreshDirectory() + "/x", "");
  EXPECT_TRUE(
      json::parse(Calque({"scan", "-f", "sarif", clean}).out)["runs"][0]["results"].empty());
}

// Attributes lie beside the documents, under the same name, line by line.
TEST(BatchTest, DolmaAttributesFollowTheDocuments) {
  const std::string root = FreshDirectory();
  const std::string crawl = MakeCrawl(root);
  const std::string out = root + "/attributes";
  EXPECT_EQ(Calque({"scan", crawl, "-f", "dolma", "--output-dir", out}).code, 0);
  auto stream = documents::ByteStream::Open(out + crawl + "/sub/a.jsonl.gz");
  ASSERT_TRUE(stream.ok());
  const std::string lines = documents::Drain(stream->get(), 1000).bytes;
  EXPECT_TRUE(lines.starts_with(R"({"id":"one","attributes":{"calque__document__probability":)"));
  EXPECT_THAT(lines,
              HasSubstr("\n{\"id\":\"a.jsonl.gz#1\",\"attributes\":{\"calque__document__error"));
  EXPECT_THAT(lines, HasSubstr("\n{\"id\":\"two\","));
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3);
  EXPECT_EQ(ReadFile(out + crawl + "/a.jsonl"),
            Calque({"scan", "-f", "dolma", crawl + "/a.jsonl"}).out);
}

TEST(BatchTest, LinesLeadToTheWords) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/x y.txt", "\xC3\xA9 is\nthe consul normal here.");
  const std::string out = Calque({"scan", "-f", "line", path}).out;
  EXPECT_EQ(out, path + ":2:5: warning: \"consul normal\": probably \"consul general\" " +
                     out.substr(out.find("[name ")));
}

}  // namespace
}  // namespace calque::cli
