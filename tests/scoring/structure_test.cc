// The case table of structural artifacts, and names that last from block to block.
#include "detector/scoring/structure.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detector/text/segmenter.h"
#include "tests/text/case_table.h"

namespace calque::scoring {
namespace {

std::string Show(const text::SegmentedText& block, const StructureFinding& finding) {
  const std::size_t begin = block.tokens[finding.begin].begin;
  const std::size_t end = block.tokens[finding.end - 1].end;
  return std::string(finding.rule->id) + ": " +
         std::string(block.source.substr(begin, end - begin)) + " -> " + finding.original;
}

std::string FindAll(std::string_view text) {
  const text::SegmentedText block = text::SegmentAll(text);
  std::vector<StructureFinding> findings;
  StructureFinder().Find(block, &findings);
  std::string shown;
  for (const StructureFinding& finding : findings) {
    shown += (shown.empty() ? "" : " | ") + Show(block, finding);
    EXPECT_EQ(finding.original_keys, text::SegmentAll(finding.original).keys);
    EXPECT_LT(finding.begin, finding.end);
    EXPECT_GE(finding.begin, block.sentences[finding.sentence].begin);
    EXPECT_LE(finding.end, block.sentences[finding.sentence].end);
  }
  return shown.empty() ? "none" : shown;
}

TEST(StructureTest, CaseTable) {
  const auto rows = text::ReadCaseTable("structure.tsv", 2);
  ASSERT_FALSE(rows.empty());
  for (const text::CaseRow& row : rows) {
    ASSERT_EQ(row.cells.size(), 2u) << row.place;
    EXPECT_EQ(FindAll(text::Unescape(row.cells[0])), row.cells[1]) << row.place;
  }
}

TEST(StructureTest, FindingsAreOrderedAndAppended) {
  const text::SegmentedText block = text::SegmentAll("It is an pal. See the the {hardware} now.");
  std::vector<StructureFinding> findings(1);
  StructureFinder().Find(block, &findings);
  ASSERT_EQ(findings.size(), 4u);
  EXPECT_EQ(findings[1].sentence, 0u);
  EXPECT_EQ(findings[2].sentence, 1u);
  EXPECT_LT(findings[1].begin, findings[2].begin);
  EXPECT_LT(findings[2].begin, findings[3].begin);
}

TEST(StructureTest, NamesLastFromBlockToBlock) {
  const text::SegmentedText first = text::SegmentAll("Trudeau won the vote.");
  const text::SegmentedText second = text::SegmentAll("All Trudeaus friends left.");
  std::vector<StructureFinding> findings;
  StructureFinder finder;
  finder.Find(first, &findings);
  EXPECT_TRUE(findings.empty());
  finder.Find(second, &findings);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(Show(second, findings[0]), "structure/possessive: Trudeaus -> Trudeau's");
}

}  // namespace
}  // namespace calque::scoring
