// What people and crawls hand over by mistake or on purpose. Each input has one
// clear outcome in its own place, and the run goes on.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/records.h"
#include "tests/documents/input_fixture.h"
#include "tests/reports/slow_decoder.h"

namespace calque::cli {
namespace {

using documents::Gzip;
using Strings = std::vector<std::string>;

// UTF-16 in either byte order.
std::string Utf16(const std::string& utf8, bool big_endian, bool with_mark) {
  std::u16string units = reports::ToUtf16(reports::SlowDecode(utf8).chars);
  if (with_mark) units.insert(units.begin(), u'\uFEFF');
  std::string bytes;
  for (const char16_t unit : units) {
    const auto high = static_cast<char>(unit >> 8);
    const auto low = static_cast<char>(unit & 0xFF);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

// A rewritten article in Latin-1, and the same in UTF-8.
struct TwoCharsets {
  std::string latin1;
  std::string utf8;
};

TwoCharsets Accented() {
  TwoCharsets text;
  for (const char c : Sample("rewritten-court")) {
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (c == '\n') {
      text.latin1 += " Andr\xE9 caf\xE9.";
      text.utf8 += " Andr\xC3\xA9 caf\xC3\xA9.";
    }
    if (ascii) {
      text.latin1 += c;
      text.utf8 += c;
    }
  }
  return text;
}

struct BadInput {
  std::string name;
  std::string bytes;
  std::string outcome;
  std::string charset;  // what the record must say; "" for nothing
};

std::vector<BadInput> BadInputs() {
  const std::string article = Sample("rewritten-court");
  const std::string gzip = Gzip(article);
  std::string sparse_nuls = article;
  sparse_nuls.insert(sparse_nuls.size() / 2, std::string(3, '\0'));
  return {
      {"empty", "", "insufficient", ""},
      {"one-byte", "a", "insufficient", ""},
      {"one-bad-byte", "\xFF", "insufficient", "windows-1252"},
      {"blank", std::string(100'000, '\n'), "insufficient", ""},
      {"mark-only", "\xEF\xBB\xBF", "insufficient", ""},
      {"elf",
       std::string("\x7F"
                   "ELF\x02\x01\x01\0\0\0",
                   10),
       "error:invalid_argument", ""},
      {"png", "\x89PNG\r\n\x1A\n" + documents::Noise(500, 1), "error:invalid_argument", ""},
      {"pdf", "%PDF-1.7\n" + article, "error:invalid_argument", ""},
      {"nuls", std::string(1000, '\0'), "error:invalid_argument", ""},
      {"sparse-nuls", sparse_nuls, "artifact", ""},
      {"utf16le-mark", Utf16(article, false, true), "artifact", "utf-16le"},
      {"utf16be-mark", Utf16(article, true, true), "artifact", "utf-16be"},
      {"utf16le", Utf16(article, false, false), "artifact", "utf-16le"},
      {"utf16be", Utf16(article, true, false), "artifact", "utf-16be"},
      {"latin1", Accented().latin1, "artifact", "windows-1252"},
      {"cut.gz", gzip.substr(0, gzip.size() / 2), "error:data_loss", ""},
      {"cut-head.gz", gzip.substr(0, 4), "error:data_loss", ""},
      {"twice.gz", Gzip(gzip), "error:invalid_argument", ""},
      {"bomb.zst", documents::Zstd(std::string(60'000'000, 'a')), "error:resource_exhausted", ""},
  };
}

TEST(BadInputTest, EachHasItsOutcomeAndTheRunGoesOn) {
  const std::string root = FreshDirectory();
  const std::string good = WriteFile(root + "/good.txt", Sample("rewritten-court"));
  for (const BadInput& bad : BadInputs()) {
    SCOPED_TRACE(bad.name);
    const std::string path = WriteFile(root + "/" + bad.name, bad.bytes);
    const Outcome outcome = Calque({"scan", good, path, good});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const std::vector<nlohmann::json> records = Records(outcome.out);
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(OutcomeOf(records[0]), "artifact");
    EXPECT_EQ(OutcomeOf(records[1]), bad.outcome);
    EXPECT_EQ(OutcomeOf(records[2]), "artifact");
    EXPECT_EQ(records[1]["source"].value("charset", ""), bad.charset);
    if (!records[1].contains("error")) continue;
    const std::string message = records[1]["error"]["message"];
    EXPECT_NE(message.find(bad.name), std::string::npos) << message;
    EXPECT_TRUE(message.ends_with('.')) << message;
    EXPECT_NE(outcome.err.find("1 of 3 documents"), std::string::npos) << outcome.err;
    for (const char* format : {"tsv", "human"}) {
      EXPECT_EQ(Calque({"scan", "-f", format, good, path, good}).code, 0);
    }
  }
}

TEST(BadInputTest, ConvertedTextGivesTheSameHits) {
  const std::string root = FreshDirectory();
  const TwoCharsets text = Accented();
  const auto expected = OnlyRecord(Program({"scan"}).Input(text.utf8).Run().out);
  EXPECT_FALSE(expected["hits"].empty());
  for (const std::string& bytes :
       {text.latin1, Utf16(text.utf8, false, true), Utf16(text.utf8, true, false)}) {
    const auto record = OnlyRecord(Program({"scan"}).Input(bytes).Run().out);
    EXPECT_EQ(record["hits"], expected["hits"]);
    ExpectSpansLeadBack(record, text.utf8);
  }
}

// The mark of UTF-8 is a part of the file: all positions count it.
TEST(BadInputTest, ByteOrderMarkShiftsNothingButThePositions) {
  const std::string text = Sample("rewritten-court");
  for (const char* unit : {"byte", "codepoint"}) {
    const Strings arguments = {"scan", "--offsets", unit};
    const auto bare = OnlyRecord(Program(arguments).Input(text).Run().out);
    const auto marked = OnlyRecord(Program(arguments).Input("\xEF\xBB\xBF" + text).Run().out);
    ExpectSpansLeadBack(marked, "\xEF\xBB\xBF" + text);
    ASSERT_EQ(marked["hits"].size(), bare["hits"].size());
    const std::uint64_t shift = std::string_view(unit) == "byte" ? 3 : 1;
    for (std::size_t i = 0; i < bare["hits"].size(); ++i) {
      EXPECT_EQ(marked["hits"][i]["text"], bare["hits"][i]["text"]);
      EXPECT_EQ(marked["hits"][i]["begin"], bare["hits"][i]["begin"].get<std::uint64_t>() + shift);
    }
  }
}

TEST(BadInputTest, HundredMegabytesWithoutASpace) {
  const std::string path = FreshDirectory() + "/long.txt";
  WriteFile(path, std::string(100'000'000, 'a'));
  const Outcome outcome = Calque({"scan", path});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto record = OnlyRecord(outcome.out);
  EXPECT_FALSE(record.contains("error")) << record["error"];
  EXPECT_TRUE(record["hits"].empty());
  std::filesystem::remove(path);
}

TEST(BadInputTest, BrokenLinesStandAmongGoodOnes) {
  const std::string good = nlohmann::json{{"text", Sample("rewritten-court")}}.dump() + "\n";
  const struct {
    std::string line;
    std::string outcome;
  } cases[] = {
      {"not JSON\n", "error:data_loss"},
      {"{\"text\":\"cut\n", "error:data_loss"},
      {"{\"text\":\"twice\"} {\"text\":\"twice\"}\n", "error:data_loss"},
      {"[\"text\"]\n", "error:invalid_argument"},
      {"{\"text\":7}\n", "error:invalid_argument"},
      {"{\"body\":\"other key\"}\n", "error:invalid_argument"},
      {"{\"text\":null}\n", "error:invalid_argument"},
      {"{\"text\":\"lone \\ud800 surrogate\"}\n", "insufficient"},
      {"{\"text\":\"\\udc00\\ud800\"}\n", "insufficient"},
      {"{\"text\":\"a\\u0000b\"}\n", "insufficient"},
      {"{\"text\":\"bad \xFF byte\"}\n", "insufficient"},
      {"{\"text\":\"\"}\n", "insufficient"},
      {std::string(5000, '[') + "\n", "error:data_loss"},
      {std::string("\0\0\0\n", 4), "error:data_loss"},
  };
  for (const auto& c : cases) {
    const Outcome outcome = Program({"scan"}).Input(good + c.line + good).Run();
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(OutcomesOf(outcome.out), Strings({"artifact", c.outcome, "artifact"})) << c.line;
  }
  const Outcome repaired =
      Program({"scan", "--stats"}).Input(good + "{\"text\":\"x \\ud800 y\"}\n").Run();
  EXPECT_NE(repaired.err.find("1 invalid bytes or surrogates"), std::string::npos) << repaired.err;
  EXPECT_EQ(OutcomesOf(Program({"scan"}).Input(good + "{\"text\":\"no line end\"}").Run().out),
            Strings({"artifact", "insufficient"}));
}

TEST(BadInputTest, WhatCameBeforeTheDamageIsKept) {
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    lines += nlohmann::json{{"id", std::to_string(i)}, {"text", "Text " + std::to_string(i * 7919)}}
                 .dump() +
             "\n";
  }
  const std::string gzip = Gzip(lines);
  const Outcome outcome = Program({"scan"}).Input(gzip.substr(0, gzip.size() / 2)).Run();
  EXPECT_EQ(outcome.code, 0);
  const Strings outcomes = OutcomesOf(outcome.out);
  ASSERT_GT(outcomes.size(), 500U);
  EXPECT_LT(outcomes.size(), 3000U);
  EXPECT_EQ(outcomes.back(), "error:data_loss");
  for (std::size_t i = 0; i + 1 < outcomes.size(); ++i) ASSERT_EQ(outcomes[i], "insufficient");
}

TEST(BadInputTest, MissingFilesHaveTheirPlace) {
  const std::string root = FreshDirectory();
  const std::string good = WriteFile(root + "/good.txt", "Text.");
  std::filesystem::create_symlink("nowhere", root + "/dangling");
  const Outcome outcome = Calque({"scan", root + "/absent", good, root + "/dangling"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(OutcomesOf(outcome.out),
            Strings({"error:not_found", "insufficient", "error:not_found"}));
  EXPECT_NE(outcome.err.find("2 of 3 documents"), std::string::npos) << outcome.err;
}

TEST(BadInputTest, UnreadableFileIsRefused) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read every file, so none can be unreadable";
  const std::string path = WriteFile(FreshDirectory() + "/closed", "Text.");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  const Outcome outcome = Calque({"scan", path});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(OutcomesOf(outcome.out), Strings({"error:permission_denied"}));
}

TEST(BadInputTest, FoldersWithLoopsAndPipesEnd) {
  const std::string root = FreshDirectory();
  std::filesystem::create_directories(root + "/deep/deeper");
  WriteFile(root + "/deep/a.txt", "Text.");
  std::filesystem::create_directory_symlink(root, root + "/deep/deeper/up");
  ASSERT_EQ(mkfifo((root + "/deep/pipe").c_str(), 0600), 0);
  const Outcome outcome = Calque({"scan", root});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(OnlyRecord(outcome.out)["source"]["path"], root + "/deep/a.txt");
  EXPECT_NE(outcome.err.find("up"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("pipe"), std::string::npos) << outcome.err;
  std::filesystem::create_directory(root + "/empty");
  EXPECT_EQ(Calque({"scan", root + "/empty"}).out, "");
}

// Whether `text` may go to a terminal: no control character but line ends and,
// when colours are allowed, ESC [ digits and semicolons m.
std::string TerminalHazard(const std::string& text, bool colours) {
  const std::u32string chars = reports::SlowDecode(text).chars;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const char32_t c = chars[i];
    if (c == 0x1B && colours) {
      std::size_t end = i + 1;
      if (end < chars.size() && chars[end] == U'[') ++end;
      while (end < chars.size() &&
             (chars[end] == U';' || (chars[end] >= U'0' && chars[end] <= U'9')))
        ++end;
      if (end < chars.size() && end > i + 1 && chars[end] == U'm') continue;
    }
    const bool line_end = c == U'\n' || (c == U'\r' && colours);
    const bool control = (c < 0x20 && !line_end) || (c >= 0x7F && c < 0xA0);
    const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (control || bidi) return "code " + std::to_string(static_cast<unsigned>(c));
  }
  return "";
}

TEST(BadInputTest, HostileTextCannotDriveTheTerminal) {
  const std::string attack =
      "\x1b[2J\x1b]0;title\x07\x08\x9b"
      "31m\xC2\x9B"
      "31m\xE2\x80\xAE\r\x7f\x0e";
  const std::string root = FreshDirectory();
  std::string text = Sample("rewritten-court");
  for (std::size_t at = 0; (at = text.find(' ', at)) != std::string::npos;
       at += attack.size() + 40) {
    text.insert(at, " " + attack);
  }
  const std::string file = WriteFile(root + "/x\x1b[31m\n.txt", text);
  const std::string jsonl = nlohmann::json{{"id", "\x1b[31m\u009b"}, {"text", text}}.dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
  const std::string records = WriteFile(root + "/x.jsonl", jsonl + "\n\x1b[31m broken\n");
  const Strings arguments = {"scan", "-f", "human", "--restore", file, records, root + "/\x1b[5m"};
  const Outcome piped = Calque(arguments);
  EXPECT_EQ(piped.code, 2);  // the last path is not there
  EXPECT_GT(piped.out.size(), 1000U);
  EXPECT_EQ(TerminalHazard(piped.out, false), "");
  EXPECT_EQ(TerminalHazard(piped.err, false), "");
  const Outcome terminal = Program(arguments).Output(Stream::kTerminal).Run();
  EXPECT_EQ(TerminalHazard(terminal.out, true), "");
}

}  // namespace
}  // namespace calque::cli
