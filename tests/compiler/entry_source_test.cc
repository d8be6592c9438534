// What the reader of dictionary sources takes, and what it refuses with which sentence.
#include "detector/compiler/entry_source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/dictionary/dictionary_fixture.h"
#include "tests/fresh_directory.h"
#include "tests/text/case_table.h"

namespace calque::compiler {
namespace {

using dictionary::CaseMode;
using dictionary::GuardClass;
using dictionary::GuardPlace;
using dictionary::HeaderRow;

constexpr std::string_view kColumns[] = {
    "id",     "artifact", "originals", "family",      "strength",      "case",  "require",
    "forbid", "pivot",    "inflect",   "hit_example", "clean_example", "source"};

std::vector<std::string> GoodFields() {
  return {"test/1", "consul normal", "consul general", "name", "strong", "any", "", "", "",
          "",       "It hits.",      "It does not.",   "test"};
}

std::string Join(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) line += (i == 0 ? "" : "\t") + fields[i];
  return line;
}

// "column=value" put into `fields`; false when there is no such column.
bool Change(std::string_view change, std::vector<std::string>* fields) {
  for (std::size_t i = 0; i < fields->size(); ++i) {
    const std::string start = std::string(kColumns[i]) + "=";
    if (!change.starts_with(start)) continue;
    (*fields)[i] = change.substr(start.size());
    return true;
  }
  return false;
}

// A good row with some of its columns changed.
std::string Row(const std::vector<std::string>& changes = {}) {
  std::vector<std::string> fields = GoodFields();
  for (const std::string& change : changes) EXPECT_TRUE(Change(change, &fields)) << change;
  return Join(fields);
}

struct Parsed {
  std::vector<SourceEntry> entries;
  SourceErrors errors;
};

Parsed Parse(std::string_view text) {
  Parsed parsed;
  ParseEntries("dir/a.tsv", text, &parsed.entries, &parsed.errors);
  return parsed;
}

SourceErrors CheckRows(const std::vector<std::string>& rows) {
  std::string text = HeaderRow();
  for (const std::string& row : rows) text += row + "\n";
  Parsed parsed = Parse(text);
  EXPECT_TRUE(parsed.errors.empty()) << parsed.errors[0];
  CheckEntries(parsed.entries, &parsed.errors);
  return parsed.errors;
}

void ExpectError(const SourceErrors& errors, std::string_view start, std::string_view part) {
  ASSERT_EQ(errors.size(), 1u) << part;
  EXPECT_TRUE(errors[0].starts_with(start)) << errors[0];
  EXPECT_NE(errors[0].find(part), std::string::npos) << errors[0] << "\nhas not: " << part;
}

TEST(EntrySourceTest, ReadsEveryColumn) {
  const Parsed parsed =
      Parse(HeaderRow() +
            "en/x/1\tHome of Frequent\tHouse of Commons|the Commons\tname\tmedium\ttitle\t"
            "prev:the/<start>\tnext:<end>|sentence:sports "
            "hall|document:hotel\tit\tnoun\tHit.\tClean.\tspun\n");
  ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0];
  ASSERT_EQ(parsed.entries.size(), 1u);
  const SourceEntry& e = parsed.entries[0];
  EXPECT_EQ(e.Where(), "dir/a.tsv:2");
  EXPECT_EQ(e.id, "en/x/1");
  EXPECT_EQ(e.artifact, "Home of Frequent");
  EXPECT_EQ(e.originals, (std::vector<std::string>{"House of Commons", "the Commons"}));
  EXPECT_EQ(e.family, Family::kName);
  EXPECT_EQ(e.strength, Strength::kMedium);
  EXPECT_EQ(e.case_mode, CaseMode::kTitle);
  EXPECT_EQ(e.pivot, "it");
  EXPECT_EQ(e.inflect, Inflect::kNoun);
  EXPECT_EQ(e.hit_example, "Hit.");
  EXPECT_EQ(e.clean_example, "Clean.");
  EXPECT_EQ(e.source, "spun");
  ASSERT_EQ(e.require.size(), 2u);
  EXPECT_EQ(e.require[0].place, GuardPlace::kPrev);
  EXPECT_EQ(e.require[0].kind, GuardClass::kPhrase);
  EXPECT_EQ(e.require[0].phrase, "the");
  EXPECT_EQ(e.require[1].kind, GuardClass::kStart);
  ASSERT_EQ(e.forbid.size(), 3u);
  EXPECT_EQ(e.forbid[0].place, GuardPlace::kNext);
  EXPECT_EQ(e.forbid[0].kind, GuardClass::kEnd);
  EXPECT_EQ(e.forbid[1].place, GuardPlace::kSentence);
  EXPECT_EQ(e.forbid[1].phrase, "sports hall");
  EXPECT_EQ(e.forbid[2].place, GuardPlace::kDocument);
}

TEST(EntrySourceTest, RefusesBadRows) {
  const auto rows = text::ReadCaseTable("bad_entries.tsv", 2);
  ASSERT_FALSE(rows.empty());
  for (const text::CaseRow& row : rows) {
    ASSERT_EQ(row.cells.size(), 2u) << row.place;
    const std::string bad = Row(text::SplitItems(row.cells[0]));
    const Parsed parsed = Parse(HeaderRow() + Row() + "\n" + bad + "\n" + Row() + "\n");
    SCOPED_TRACE(row.place);
    ExpectError(parsed.errors, "dir/a.tsv:3: ", row.cells[1]);
    // The rows around it are kept.
    EXPECT_EQ(parsed.entries.size(), 2u);
  }
}

TEST(EntrySourceTest, RefusesAWrongNumberOfColumns) {
  std::vector<std::string> fields = GoodFields();
  fields.pop_back();
  ExpectError(Parse(HeaderRow() + Join(fields)).errors,
              "dir/a.tsv:2: ", "12 columns, expected 13 (a tab is missing or too many)");
  fields.insert(fields.end(), 2, "");
  ExpectError(Parse(HeaderRow() + Join(fields)).errors, "dir/a.tsv:2: ", "14 columns");
  ExpectError(Parse(HeaderRow() + "consul normal").errors, "dir/a.tsv:2: ", "1 columns");
}

TEST(EntrySourceTest, ANoteMayFollow) {
  std::string header = HeaderRow();
  header.insert(header.size() - 1, "\tnote");
  const std::string noted = Row({"id=test/2", "artifact=b b"}) + "\ttoo common";
  const Parsed parsed = Parse(header + Row() + "\n" + noted + "\n");
  ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0];
  ASSERT_EQ(parsed.entries.size(), 2u);
  EXPECT_EQ(parsed.entries[0].note, "");
  EXPECT_EQ(parsed.entries[1].note, "too common");
  ExpectError(Parse(header + noted + "\tmore").errors, "dir/a.tsv:2: ", "15 columns, expected 14");
  ExpectError(Parse(header + noted + " ").errors,
              "dir/a.tsv:2: ", "column note begins or ends with a space");
  ExpectError(Parse(HeaderRow() + noted).errors, "dir/a.tsv:2: ", "14 columns, expected 13");
}

TEST(EntrySourceTest, AnEntryThatIsOffIsKeptWithItsReason) {
  std::string header = HeaderRow();
  header.insert(header.size() - 1, "\tnote");
  const std::string off = Row({"strength=off", "hit_example=", "clean_example="});
  Parsed parsed = Parse(header + off + "\ttoo common\n" + Row({"id=test/2"}));
  ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0];
  ASSERT_EQ(parsed.entries.size(), 2u);
  EXPECT_TRUE(parsed.entries[0].off);
  EXPECT_FALSE(parsed.entries[1].off);
  ExpectError(Parse(header + off).errors, "dir/a.tsv:2: ", "needs a note that says why");
  // It still stands in the way of the same entry.
  CheckEntries(parsed.entries, &parsed.errors);
  ExpectError(parsed.errors, "dir/a.tsv:3: ", "stands already at dir/a.tsv:2");
}

TEST(EntrySourceTest, RefusesAWrongHeader) {
  for (const std::string header : {"id\tartifact\n", "\xFF\xFE\n", "ID\tartifact\toriginals\n"}) {
    const Parsed parsed = Parse(header + Row());
    ExpectError(parsed.errors, "dir/a.tsv:1: ", "not the header row");
    EXPECT_TRUE(parsed.entries.empty());
  }
  std::string longer = HeaderRow();
  longer.insert(longer.size() - 1, "\tnotes");
  ExpectError(Parse(longer + Row()).errors, "dir/a.tsv:1: ", "not the header row");
}

TEST(EntrySourceTest, FieldsHaveALimit) {
  const std::string limit(8192, 'x');
  EXPECT_TRUE(Parse(HeaderRow() + Row({"source=" + limit})).errors.empty());
  ExpectError(Parse(HeaderRow() + Row({"source=" + limit + "x"})).errors,
              "dir/a.tsv:2: ", "column source has 8193 bytes, at most 8192 are allowed");
  ExpectError(Parse(HeaderRow() + Row({"clean_example=" + std::string(9000, 'x')})).errors,
              "dir/a.tsv:2: ", "column clean_example has 9000 bytes");
  ExpectError(Parse(HeaderRow() + Row({"artifact=" + std::string(200'000, 'x')})).errors,
              "dir/a.tsv:2: ", "column artifact has 200000 bytes");
}

TEST(EntrySourceTest, AcceptsWhatSpreadsheetsWrite) {
  std::string crlf = "\xEF\xBB\xBF" + HeaderRow() + Row() + "\n\n" + Row({"id=test/2"}) + "\n";
  for (std::size_t at = 0; (at = crlf.find('\n', at)) != std::string::npos; at += 2) {
    crlf.replace(at, 1, "\r\n");
  }
  const Parsed parsed = Parse(crlf);
  ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0];
  ASSERT_EQ(parsed.entries.size(), 2u);
  EXPECT_EQ(parsed.entries[0].source, "test");
  EXPECT_EQ(parsed.entries[1].line, 4u);
}

TEST(EntrySourceTest, TheLastLineNeedsNoEnd) {
  EXPECT_EQ(Parse(HeaderRow() + Row()).entries.size(), 1u);
  EXPECT_TRUE(Parse("").entries.empty());
  EXPECT_TRUE(Parse(HeaderRow()).errors.empty());
}

TEST(EntrySourceTest, ArbitraryBytesGiveEntriesOrErrors) {
  const std::string zeros(100, '\0');
  EXPECT_EQ(Parse(zeros).errors.size(), 1u);
  const std::string line = HeaderRow() + zeros + "\n";
  ExpectError(Parse(line).errors, "dir/a.tsv:2: ", "1 columns");
  ExpectError(Parse(HeaderRow() + Row({"artifact=" + std::string("a\0b", 3)})).errors,
              "dir/a.tsv:2: ", "column artifact has a control character");
}

TEST(EntrySourceTest, TheHeaderIsInTheFirstLine) {
  const Parsed parsed = Parse("\n" + Row());
  ExpectError(parsed.errors, "dir/a.tsv:1: ", "not the header row");
  EXPECT_TRUE(parsed.entries.empty());
}

TEST(EntrySourceTest, IdsAreUnique) {
  ExpectError(CheckRows({Row(), Row({"artifact=other words"})}),
              "dir/a.tsv:3: ", "id test/1 stands already at dir/a.tsv:2");
}

TEST(EntrySourceTest, ArtifactsAreUniqueUnlessGuarded) {
  const std::string first = Row();
  const std::string part = "artifact \"consul normal\" stands already at dir/a.tsv:2";
  ExpectError(CheckRows({first, Row({"id=test/2"})}), "dir/a.tsv:3: ", part);
  ExpectError(CheckRows({first, Row({"id=test/2", "artifact=Consul  Normal"})}),
              "dir/a.tsv:3: ", "artifact \"Consul  Normal\" stands already at dir/a.tsv:2");
  // Another case mode, or a guard, makes it another entry.
  EXPECT_TRUE(CheckRows({first, Row({"id=test/2", "case=title"})}).empty());
  EXPECT_TRUE(CheckRows({first, Row({"id=test/2", "forbid=next:school"})}).empty());
  EXPECT_TRUE(CheckRows({Row({"require=prev:the"}), Row({"id=test/2"})}).empty());
}

TEST(EntrySourceTest, TheWayBackIsRefused) {
  const std::string back = "artifact=consul general";
  const std::string original = "originals=consul normal";
  ExpectError(CheckRows({Row(), Row({"id=test/2", back, original})}),
              "dir/a.tsv:3: ", "the way back are both entries");
  ExpectError(CheckRows({Row(), Row({"id=test/2", back, "originals=consul|Consul Normal"})}),
              "dir/a.tsv:3: ", "the way back are both entries");
  EXPECT_TRUE(CheckRows({Row(), Row({"id=test/2", back, original, "strength=weak"})}).empty());
  EXPECT_TRUE(CheckRows({Row({"strength=weak"}), Row({"id=test/2", back, original})}).empty());
  EXPECT_TRUE(CheckRows({Row(), Row({"id=test/2", back, original, "forbid=next:x"})}).empty());
}

class EntryFolderTest : public testing::Test {
 protected:
  EntryFolderTest() : folder_(FreshDirectory()) {}
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    WriteFile(folder_ / name, text);
  }

  std::filesystem::path folder_;
};

TEST_F(EntryFolderTest, ReadsFilesInTheOrderOfTheirNames) {
  Write("b.tsv", HeaderRow() + Row({"id=b", "artifact=b b"}));
  Write("a.tsv", HeaderRow() + Row({"id=a", "artifact=a a"}));
  Write("B.tsv", HeaderRow() + Row({"id=B", "artifact=c c"}));
  Write("notes.txt", "no dictionary");
  SourceErrors errors;
  const auto entries = ReadEntries(folder_.string(), &errors);
  ASSERT_TRUE(entries.ok()) << entries.error().message;
  EXPECT_TRUE(errors.empty());
  ASSERT_EQ(entries->size(), 3u);
  EXPECT_EQ((*entries)[0].id, "B");
  EXPECT_EQ((*entries)[1].id, "a");
  EXPECT_EQ((*entries)[2].id, "b");
  EXPECT_EQ((*entries)[2].Where(), (folder_ / "b.tsv").string() + ":2");
}

TEST_F(EntryFolderTest, RulesHoldBetweenFiles) {
  Write("a.tsv", HeaderRow() + Row());
  Write("b.tsv", HeaderRow() + Row({"artifact=other words"}));
  SourceErrors errors;
  EXPECT_TRUE(ReadEntries(folder_.string(), &errors).ok());
  ExpectError(errors, (folder_ / "b.tsv").string() + ":2: ",
              "stands already at " + (folder_ / "a.tsv").string() + ":2");
}

TEST_F(EntryFolderTest, AFolderWithoutSourcesIsAnError) {
  Write("notes.txt", "no dictionary");
  SourceErrors errors;
  const auto entries = ReadEntries(folder_.string(), &errors);
  ASSERT_FALSE(entries.ok());
  EXPECT_EQ(entries.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(entries.error().message, folder_.string() + ": has no *.tsv file");
}

TEST_F(EntryFolderTest, AFolderIsNoSource) {
  std::filesystem::create_directories(folder_ / "a.tsv");
  SourceErrors errors;
  EXPECT_FALSE(ReadEntries(folder_.string(), &errors).ok());
}

TEST_F(EntryFolderTest, AMissingFolderIsAnError) {
  SourceErrors errors;
  const std::string missing = (folder_ / "missing").string();
  const auto entries = ReadEntries(missing, &errors);
  ASSERT_FALSE(entries.ok());
  EXPECT_EQ(entries.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(entries.error().message.starts_with(missing + ": cannot be listed"))
      << entries.error().message;
}

}  // namespace
}  // namespace calque::compiler
