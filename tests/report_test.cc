// The names of verdicts, modes, strengths, families and error codes, which records and
// dictionaries print and read: all different, all read back.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"

namespace calque {
namespace {

TEST(ReportNamesTest, Names) {
  EXPECT_STREQ(VerdictName(Verdict::kClean), "clean");
  EXPECT_STREQ(VerdictName(Verdict::kSuspect), "suspect");
  EXPECT_STREQ(VerdictName(Verdict::kArtifact), "artifact");
  EXPECT_STREQ(VerdictName(Verdict::kInsufficient), "insufficient");
  EXPECT_STREQ(ModeName(Mode::kStrict), "strict");
  EXPECT_STREQ(ModeName(Mode::kBalanced), "balanced");
  EXPECT_STREQ(ModeName(Mode::kSensitive), "sensitive");
  EXPECT_STREQ(StrengthName(Strength::kWeak), "weak");
  EXPECT_STREQ(StrengthName(Strength::kMedium), "medium");
  EXPECT_STREQ(StrengthName(Strength::kStrong), "strong");
}

TEST(ReportNamesTest, Families) {
  const std::vector<std::string> names = {"synonym",  "name",      "idiom",      "calque",
                                          "tortured", "furniture", "pivot-leak", "structure"};
  ASSERT_EQ(names.size(), static_cast<std::size_t>(kFamilyCount));
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(FamilyName(static_cast<Family>(i)), names[i]);
    EXPECT_EQ(ParseFamily(names[i]), static_cast<Family>(i));
  }
  EXPECT_EQ(FamilyName(Family::kStructure), names.back());
}

TEST(ReportNamesTest, NamesAreReadBack) {
  for (const Mode mode : {Mode::kStrict, Mode::kBalanced, Mode::kSensitive}) {
    EXPECT_EQ(ParseMode(ModeName(mode)), mode);
  }
  for (const Strength strength : {Strength::kWeak, Strength::kMedium, Strength::kStrong}) {
    EXPECT_EQ(ParseStrength(StrengthName(strength)), strength);
  }
}

TEST(ReportNamesTest, OtherNamesAreRefused) {
  for (const char* name : {"", "Strict", "stric", "stricter", "strict ", "weakness", "artifact"}) {
    EXPECT_FALSE(ParseMode(name).has_value()) << name;
    EXPECT_FALSE(ParseStrength(name).has_value()) << name;
    EXPECT_FALSE(ParseFamily(name).has_value()) << name;
  }
}

TEST(ReportNamesTest, ErrorCodes) {
  const std::vector<ErrorCode> codes = {ErrorCode::kInvalidArgument,
                                        ErrorCode::kNotFound,
                                        ErrorCode::kPermissionDenied,
                                        ErrorCode::kDataLoss,
                                        ErrorCode::kUnsupported,
                                        ErrorCode::kResourceExhausted,
                                        ErrorCode::kIo};
  std::set<std::string> names;
  for (const ErrorCode code : codes) names.insert(ErrorCodeName(code));
  EXPECT_EQ(names.size(), codes.size());
  EXPECT_STREQ(ErrorCodeName(ErrorCode::kInvalidArgument), "invalid_argument");
  EXPECT_STREQ(ErrorCodeName(ErrorCode::kIo), "io");
}

}  // namespace
}  // namespace calque
