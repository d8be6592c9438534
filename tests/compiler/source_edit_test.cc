// Two cells change, every other byte stays.
#include "detector/compiler/source_edit.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "detector/compiler/entry_source.h"
#include "tests/dictionary/dictionary_fixture.h"

namespace calque::compiler {
namespace {

using dictionary::EntryRow;
using dictionary::HeaderRow;
using dictionary::ToLine;

std::string NotedHeader() {
  std::string header = HeaderRow();
  return header.insert(header.size() - 1, "\tnote");
}

std::string Noted(std::string line, const std::string& note) {
  return line.insert(line.size() - 1, "\t" + note);
}

std::string WithCrlf(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.replace(at, 1, "\r\n");
  }
  return text;
}

const std::string kA = ToLine({.artifact = "a a", .strength = "strong"});
const std::string kB = ToLine({.artifact = "b b"});
const std::string kAMedium = ToLine({.artifact = "a a", .strength = "medium"});

TEST(SourceEditTest, ChangesOnlyTheLinesNamed) {
  const SourceEdits edits = {{2, {"medium", "why"}}};
  const std::string after = Noted(kAMedium, "why") + kB;
  const struct {
    std::string before;
    std::string after;
  } cases[] = {
      {HeaderRow() + kA + kB, NotedHeader() + after},
      {NotedHeader() + kA + kB, NotedHeader() + after},
      {NotedHeader() + Noted(kA, "old") + kB, NotedHeader() + after},
      {NotedHeader() + Noted(kA, "") + Noted(kB, ""),
       NotedHeader() + Noted(kAMedium, "why") + Noted(kB, "")},
      {WithCrlf(HeaderRow() + kA + kB), WithCrlf(NotedHeader() + after)},
      {"\xEF\xBB\xBF" + HeaderRow() + kA + kB, "\xEF\xBB\xBF" + NotedHeader() + after},
      {HeaderRow() + kA + "\n\n", NotedHeader() + Noted(kAMedium, "why") + "\n\n"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(EditSource(c.before, edits), c.after);
    // Without the last line end, too.
    EXPECT_EQ(EditSource(c.before.substr(0, c.before.find_last_not_of("\r\n") + 1), edits),
              c.after.substr(0, c.after.find_last_not_of("\r\n") + 1));
  }
}

TEST(SourceEditTest, NoEditsNoChange) {
  const std::string text = WithCrlf(HeaderRow() + kA) + kB;
  EXPECT_EQ(EditSource(text, {}), text);
  EXPECT_EQ(EditSource("", {{2, {"weak", "why"}}}), "");
}

// Against the reader: whatever is edited reads as the same entries with two fields changed.
TEST(SourceEditTest, TheReaderSeesTheEditAndNothingElse) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    std::string text = round % 2 == 0 ? HeaderRow() : NotedHeader();
    const std::size_t rows = 1 + random() % 6;
    for (std::size_t i = 0; i < rows; ++i) {
      const std::string line = ToLine({.artifact = "row " + std::string(i + 1, 'x')});
      text += round % 2 == 1 && random() % 2 == 0 ? Noted(line, "old") : line;
      if (random() % 4 == 0) text += "\n";
    }
    if (random() % 2 == 0) text = WithCrlf(text);
    std::vector<SourceEntry> before;
    SourceErrors errors;
    ParseEntries("a.tsv", text, &before, &errors);
    SourceEdits edits;
    for (SourceEntry& entry : before) {
      if (random() % 2 == 0) continue;
      edits[entry.line] = {"off", "reason " + entry.id};
      entry.off = true;
      entry.note = "reason " + entry.id;
    }
    std::vector<SourceEntry> after;
    ParseEntries("a.tsv", EditSource(text, edits), &after, &errors);
    ASSERT_TRUE(errors.empty()) << errors[0];
    ASSERT_EQ(after.size(), rows);
    for (std::size_t i = 0; i < rows; ++i) {
      EXPECT_EQ(after[i].Where(), before[i].Where());
      EXPECT_EQ(after[i].artifact, before[i].artifact);
      EXPECT_EQ(after[i].off, before[i].off);
      EXPECT_EQ(after[i].note, before[i].note);
      EXPECT_EQ(after[i].source, before[i].source);
    }
  }
}

}  // namespace
}  // namespace calque::compiler
