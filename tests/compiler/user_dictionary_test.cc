// A user's file: the rules of the sources but for the examples, with and without hunspell.
#include "detector/compiler/user_dictionary.h"

#include <gtest/gtest.h>

#include <span>
#include <string>

#include "detector/dictionary/dictionary.h"
#include "detector/storage/pack.h"
#include "tests/dictionary/dictionary_fixture.h"
#include "tests/fresh_directory.h"

namespace calque::compiler {
namespace {

constexpr char kHunspell[] = "/usr/share/hunspell/en_US";
constexpr char kNoExamples[] = "\tnoun\t\t\tuser\n";

class UserDictionaryTest : public testing::Test {
 protected:
  std::string Write(const std::string& rows) const {
    return WriteFile(FreshDirectory() + "/user.tsv", dictionary::HeaderRow() + rows);
  }
};

std::string Row(const std::string& id, const std::string& artifact) {
  return id + "\t" + artifact + "\tparty\tsynonym\tstrong\tany\t\t\t" + kNoExamples;
}

TEST_F(UserDictionaryTest, StrongEntriesNeedNoExamples) {
  const auto user = CompileUserDictionary(Write(Row("u/1", "celebration")), kHunspell);
  ASSERT_TRUE(user.ok()) << user.error().message;
  EXPECT_TRUE(user->errors.empty()) << user->errors[0];
  EXPECT_TRUE(user->warnings.empty());
  EXPECT_EQ(user->entries, 1u);
  EXPECT_EQ(user->phrases, 2u);
  const auto pack =
      storage::Pack::OpenCopy(std::as_bytes(std::span(user->bytes)), "user dictionary");
  ASSERT_TRUE(pack.ok()) << pack.error().message;
  const auto section = pack->Section("dictionary");
  ASSERT_TRUE(section.ok());
  const auto opened = dictionary::Dictionary::Open(*section);
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ(opened->EntryId(0), "u/1");
}

TEST_F(UserDictionaryTest, IrregularFormsAreBuiltIn) {
  const auto user = CompileUserDictionary(
      Write("u/1\thave\tpossess\tsynonym\tweak\tany\t\t\t\tverb\t\t\tuser\n"), kHunspell);
  ASSERT_TRUE(user.ok());
  EXPECT_TRUE(user->errors.empty()) << user->errors[0];
  EXPECT_EQ(user->phrases, 4u);  // have, has, having, had
}

TEST_F(UserDictionaryTest, WithoutHunspellEntriesMatchAsWritten) {
  const std::string path = Write(Row("u/1", "celebration"));
  const auto user = CompileUserDictionary(path, testing::TempDir() + "/none/en_US");
  ASSERT_TRUE(user.ok());
  EXPECT_TRUE(user->errors.empty());
  EXPECT_EQ(user->phrases, 1u);
  ASSERT_EQ(user->warnings.size(), 1u);
  EXPECT_TRUE(user->warnings[0].starts_with(path + ": 1 entries match only as written: "))
      << user->warnings[0];
  EXPECT_NE(user->warnings[0].find("none/en_US.aff"), std::string::npos) << user->warnings[0];
}

TEST_F(UserDictionaryTest, ErrorsNameFileAndLine) {
  const std::string path =
      Write(Row("u/1", "celebration") + Row("u/1", "gala") + "u/3\tone column too few\n");
  const auto user = CompileUserDictionary(path, kHunspell);
  ASSERT_TRUE(user.ok());
  ASSERT_EQ(user->errors.size(), 2u);
  EXPECT_TRUE(user->errors[0].starts_with(path + ":4: 2 columns")) << user->errors[0];
  EXPECT_TRUE(user->errors[1].starts_with(path + ":3: id u/1 stands already")) << user->errors[1];
}

TEST_F(UserDictionaryTest, AFileWithoutEntriesIsAnError) {
  const std::string path = Write("");
  const auto user = CompileUserDictionary(path, kHunspell);
  ASSERT_TRUE(user.ok());
  ASSERT_EQ(user->errors.size(), 1u);
  EXPECT_EQ(user->errors[0], path + ": has no entry");
}

TEST_F(UserDictionaryTest, WhatCannotBeReadIsRefused) {
  const auto missing = CompileUserDictionary(testing::TempDir() + "/no such.tsv", kHunspell);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  const auto folder = CompileUserDictionary(testing::TempDir(), kHunspell);
  ASSERT_FALSE(folder.ok());
  EXPECT_NE(folder.error().message.find("is a folder"), std::string::npos);
}

}  // namespace
}  // namespace calque::compiler
