// Crawl files through the real program: WARC and HTML in, records and texts out.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/records.h"
#include "tests/documents/input_fixture.h"
#include "tests/documents/warc_fixture.h"

namespace calque::cli {
namespace {

using documents::Conversion;
using documents::Gzip;
using documents::Response;
using documents::WarcRecord;
using Strings = std::vector<std::string>;

const std::string kHtml = "Content-Type: text/html\r\n";

// A sample as a web page: blank lines between paragraphs become elements.
std::string Page(std::string_view sample) {
  std::string text = Sample(sample);
  for (std::size_t at = 0; (at = text.find("\n\n", at)) != std::string::npos;) {
    text.replace(at, 2, "</p>\n<p>");
  }
  return "<!DOCTYPE html><html><head><title>Page</title><script>no()</script></head><body>"
         "<nav>Home</nav><p>" +
         text + "</p></body></html>";
}

// Two pages, a text, a damaged record among them, and what is no document.
std::string Crawl(const std::string& path) {
  return WriteFile(path,
                   Gzip(WarcRecord("warcinfo", "", "a: b")) +
                       Gzip(Response("spun", "200 OK", kHtml, Page("rewritten-court"))) +
                       Gzip(Response("gone", "404 Not Found", kHtml, Page("rewritten-court"))) +
                       Gzip(Conversion("damaged", Sample("rewritten-court"))).substr(0, 500) +
                       Gzip(Conversion("text", Sample("rewritten-court"))));
}

TEST(CrawlTest, RecordsOfAWarcFile) {
  const std::string path = Crawl(FreshDirectory() + "/crawl.warc.gz");
  const Outcome outcome = Calque({"scan", "--stats", path});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(OutcomesOf(outcome.out), Strings({"artifact", "error:data_loss", "artifact"}));
  const std::vector<nlohmann::json> records = Records(outcome.out);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0]["id"], "urn:uuid:spun");
  EXPECT_EQ(records[0]["source"]["url"], "http://a.example/spun");
  EXPECT_EQ(records[0]["source"]["record"], 1);
  const std::string message = records[1]["error"]["message"];
  EXPECT_NE(message.find("crawl.warc.gz"), std::string::npos) << message;
  EXPECT_EQ(records[2]["source"]["record"], 4);
  EXPECT_NE(outcome.err.find("2 WARC records"), std::string::npos) << outcome.err;
}

// The offsets point into the emitted texts, and those, scanned again, say the same.
TEST(CrawlTest, EmittedTextsAreWhatTheOffsetsPointInto) {
  const std::string root = FreshDirectory();
  const std::string path = Crawl(root + "/crawl.warc.gz");
  for (const std::string name : {"texts.jsonl", "texts.jsonl.gz", "texts.jsonl.zst"}) {
    const std::string texts = root + "/" + name;
    const Outcome first = Calque({"scan", "--emit-text", texts, path});
    EXPECT_EQ(first.code, 0) << first.err;
    const Outcome again = Calque({"scan", texts});
    std::vector<nlohmann::json> good;
    for (const nlohmann::json& record : Records(first.out)) {
      if (!record.contains("error")) good.push_back(record);
    }
    const std::vector<nlohmann::json> repeated = Records(again.out);
    ASSERT_EQ(good.size(), 2U);
    ASSERT_EQ(repeated.size(), 2U);
    for (std::size_t i = 0; i < good.size(); ++i) {
      EXPECT_EQ(good[i]["id"], repeated[i]["id"]);
      EXPECT_EQ(good[i]["source"]["url"], repeated[i]["source"]["url"]);
      EXPECT_EQ(good[i]["hits"], repeated[i]["hits"]);
      EXPECT_EQ(good[i]["sentences"], repeated[i]["sentences"]);
    }
  }
  const std::string lines = ReadFile(root + "/texts.jsonl");
  const nlohmann::json page = nlohmann::json::parse(lines.substr(0, lines.find('\n')));
  EXPECT_TRUE(page["text"].get<std::string>().starts_with("Page\n\n"));
  EXPECT_EQ(page["text"].get<std::string>().find("Home"), std::string::npos);
  EXPECT_EQ(NamesIn(root).size(), 4U);
}

TEST(CrawlTest, ThreadsChangeNothing) {
  const std::string root = FreshDirectory();
  Strings arguments = {"scan", "--emit-text", root + "/one"};
  std::filesystem::create_directory(root + "/in");
  for (int i = 0; i < 6; ++i) {
    const std::string name = root + "/in/" + std::to_string(i);
    Crawl(name + ".warc.gz");
    WriteFile(name + ".html", Page("rewritten-court"));
  }
  arguments.push_back(root + "/in");
  const Outcome one = Calque(arguments);
  arguments[2] = root + "/four";
  arguments.insert(arguments.end(), {"-j", "4"});
  const Outcome four = Calque(arguments);
  EXPECT_EQ(one.out, four.out);
  EXPECT_EQ(OutcomesOf(one.out).size(), 24U);
  EXPECT_EQ(ReadFile(root + "/one"), ReadFile(root + "/four"));
}

TEST(CrawlTest, LimitsAreOptions) {
  const std::string root = FreshDirectory();
  const std::string text = Sample("rewritten-court");
  std::string deep = "<html>";
  for (int i = 0; i < 50; ++i) deep += "<div>";
  const struct {
    Strings arguments;
    std::string bytes;
    std::string outcome;
  } cases[] = {
      {{"--max-record", "1000"}, text, "error:resource_exhausted"},
      {{"--max-record", "1MB"}, text, "artifact"},
      {{"--max-record", "1000"}, Conversion("a", text), "error:resource_exhausted"},
      {{"--max-record", "1000"}, nlohmann::json{{"text", text}}.dump(), "error:resource_exhausted"},
      {{"--max-ratio", "5"}, Gzip(std::string(11'000'000, ' ')), "error:resource_exhausted"},
      {{"--max-ratio", "2000"}, Gzip(std::string(11'000'000, ' ')), "insufficient"},
      {{"--max-layers", "2"}, Gzip(Gzip(text)), "artifact"},
      {{"--max-layers", "0"}, Gzip(text), "error:invalid_argument"},
      {{"--max-html-depth", "40"}, deep + "x", "error:resource_exhausted"},
      {{"--max-html-depth", "60"}, deep + "x", "insufficient"},
      {{"--input-format", "html"}, "some & text", "insufficient"},
      {{"--input-format", "text"}, Page("rewritten-court"), "artifact"},
      {{"--input-format", "warc"}, text, "error:data_loss"},
  };
  for (const auto& c : cases) {
    Strings arguments = {"scan"};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    const Outcome outcome = Program(arguments).Input(c.bytes).Run();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(OutcomesOf(outcome.out), Strings({c.outcome})) << c.arguments[0] << c.arguments[1];
  }
  for (const char* wrong : {"x", "-1", "1QB"}) {
    EXPECT_EQ(Calque({"scan", "--max-record", wrong}).code, 2) << wrong;
  }
}

TEST(CrawlTest, TextsThatCannotBeWrittenEndTheRun) {
  const std::string path = Crawl(FreshDirectory() + "/crawl.warc.gz");
  const Outcome outcome = Calque({"scan", "--emit-text", "/nowhere/texts", path});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("/nowhere"), std::string::npos) << outcome.err;
  const Outcome full = Calque({"scan", "--emit-text", "/dev/full", path});
  EXPECT_EQ(full.code, 2);
  EXPECT_NE(full.err.find("/dev/full"), std::string::npos) << full.err;
}

}  // namespace
}  // namespace calque::cli
