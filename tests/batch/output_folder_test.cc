// A run into a folder, without scanning: pieces are made by hand, the file system is real.
#include "detector/batch/output_folder.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "detector/batch/input_plan.h"
#include "tests/fresh_directory.h"

namespace calque::batch {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Strings = std::vector<std::string>;

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

FolderOptions OptionsFor(const std::string& folder) {
  FolderOptions options;
  options.folder = folder;
  options.extension = ".out";
  options.frame = {"<", ">", true};
  options.run = "mode=strict";
  return options;
}

// Two pieces for an input: its path and its size.
void TakeAll(OutputFolder* folder, const std::string& input, std::size_t index) {
  folder->Before(index);
  Piece first;
  first.input = index;
  first.results = "," + input;
  first.counts.documents = 1;
  EXPECT_TRUE(folder->Take(first));
  Piece second = first;
  second.results = "," + std::to_string(Content(input).size());
  second.counts.inputs = 1;
  second.last = true;
  folder->Take(second);
}

struct Ran {
  Strings done;  // inputs of this run
  std::size_t before = 0;
  Strings errors;
  Strings warnings;
  Statistics counts;
};

Ran RunOver(const FolderOptions& options, const Strings& inputs) {
  Ran ran;
  auto folder = OutputFolder::Open(options, inputs);
  EXPECT_TRUE(folder.ok()) << folder.error().message;
  ran.before = folder->done_before();
  ran.done = folder->inputs();
  ran.warnings = folder->warnings();
  for (std::size_t i = 0; i < ran.done.size(); ++i) TakeAll(&*folder, ran.done[i], i);
  for (const Error& error : folder->errors()) ran.errors.push_back(error.message);
  EXPECT_TRUE(folder->Finish().ok());
  ran.counts = folder->counts();
  return ran;
}

class OutputFolderTest : public testing::Test {
 protected:
  OutputFolderTest() : root_(FreshDirectory()), options_(OptionsFor(root_ + "/out")) {
    fs::create_directories(root_ + "/in/sub");
    inputs_ = {WriteFile(root_ + "/in/a", "first"), WriteFile(root_ + "/in/sub/b", "second one"),
               WriteFile(root_ + "/in/c\n", "")};
  }
  std::string OutputOf(const std::string& input) const { return root_ + "/out" + input + ".out"; }

  std::string root_;
  FolderOptions options_;
  Strings inputs_;
};

TEST_F(OutputFolderTest, EveryInputGetsItsOutput) {
  const Ran ran = RunOver(options_, inputs_);
  EXPECT_EQ(ran.done, inputs_);
  EXPECT_THAT(ran.errors, IsEmpty());
  EXPECT_EQ(Content(OutputOf(inputs_[0])), "<" + inputs_[0] + ",5>");
  EXPECT_EQ(Content(OutputOf(inputs_[1])), "<" + inputs_[1] + ",10>");
  EXPECT_EQ(Content(OutputOf(root_ + "/in/c%0A")), "<" + inputs_[2] + ",0>");
  EXPECT_EQ(ran.counts.inputs, 3U);
  EXPECT_EQ(ran.counts.documents, 6U);
  const auto statistics = ParseShardStatistics(Content(root_ + "/out/all.stats"), "x");
  ASSERT_TRUE(statistics.ok());
  EXPECT_TRUE(statistics->counts == ran.counts);
}

TEST_F(OutputFolderTest, ResumeLeavesOutWhatIsDone) {
  const Ran first = RunOver(options_, inputs_);
  const std::string statistics = Content(root_ + "/out/all.stats");
  options_.resume = true;
  const Ran again = RunOver(options_, inputs_);
  EXPECT_THAT(again.done, IsEmpty());
  EXPECT_EQ(again.before, 3U);
  EXPECT_TRUE(again.counts == first.counts);
  EXPECT_EQ(Content(root_ + "/out/all.stats"), statistics);
  options_.resume = false;
  EXPECT_EQ(RunOver(options_, inputs_).done, inputs_);
}

// Whatever is no longer as the marker says is done again, and nothing else.
TEST_F(OutputFolderTest, ResumeRedoesWhatChanged) {
  RunOver(options_, inputs_);
  options_.resume = true;
  const auto left = [&] { return RunOver(options_, inputs_).done; };
  const std::string output = OutputOf(inputs_[0]);
  const std::string good = Content(output);
  const auto time = fs::last_write_time(inputs_[0]);
  WriteFile(inputs_[0], "FIRST");  // the same size, the old time
  fs::last_write_time(inputs_[0], time);
  EXPECT_THAT(left(), ElementsAre(inputs_[0]));
  fs::remove(output);
  EXPECT_THAT(left(), ElementsAre(inputs_[0]));
  WriteFile(output, good.substr(1));
  EXPECT_THAT(left(), ElementsAre(inputs_[0]));
  WriteFile(output, std::string(good.size(), 'x'));
  EXPECT_THAT(left(), ElementsAre(inputs_[0]));
  EXPECT_EQ(Content(output), good);
  const std::string marker = root_ + "/out/.calque" + inputs_[0] + ".out.done";
  ASSERT_TRUE(fs::exists(marker));
  WriteFile(marker, Content(marker).substr(0, 100));
  EXPECT_THAT(left(), ElementsAre(inputs_[0]));
  EXPECT_THAT(left(), IsEmpty());
  options_.run = "mode=balanced";
  EXPECT_EQ(left(), inputs_);
  EXPECT_THAT(left(), IsEmpty());
}

// Killed after the output was replaced but before its marker came: with the options of
// the older marker the output must not pass for done.
TEST_F(OutputFolderTest, OldMarkerGoesBeforeTheOutput) {
  RunOver(options_, inputs_);
  FolderOptions other = options_;
  other.run = "mode=balanced";
  {
    auto folder = OutputFolder::Open(other, inputs_);
    ASSERT_TRUE(folder.ok());
    folder->Before(0);
    Piece piece;
    piece.results = ",half";
    EXPECT_TRUE(folder->Take(piece));
    EXPECT_FALSE(fs::exists(root_ + "/out/all.stats")) << "totals of a run that is not over";
  }
  EXPECT_EQ(Content(OutputOf(inputs_[0])), "<" + inputs_[0] + ",5>") << "half a file was taken";
  options_.resume = true;
  EXPECT_THAT(RunOver(options_, inputs_).done, ElementsAre(inputs_[0]));
}

TEST_F(OutputFolderTest, InputThatChangesWhileItIsReadIsLeft) {
  auto folder = OutputFolder::Open(options_, inputs_);
  ASSERT_TRUE(folder.ok());
  folder->Before(0);
  WriteFile(inputs_[0], "longer than before");
  Piece piece;
  piece.last = true;
  EXPECT_TRUE(folder->Take(piece)) << "the others can go on";
  ASSERT_EQ(folder->errors().size(), 1U);
  EXPECT_THAT(folder->errors()[0].message, HasSubstr("was changed while it was read"));
  EXPECT_FALSE(fs::exists(OutputOf(inputs_[0])));
}

TEST_F(OutputFolderTest, WhatCannotBeReadIsTriedAgain) {
  const Strings inputs = {root_ + "/in/absent"};
  options_.resume = true;
  EXPECT_EQ(RunOver(options_, inputs).done, inputs);
  EXPECT_TRUE(fs::exists(OutputOf(inputs[0])));
  EXPECT_EQ(RunOver(options_, inputs).done, inputs);
}

// One output that cannot be written costs that input only.
TEST_F(OutputFolderTest, FolderInTheWayCostsOneInput) {
  fs::create_directories(OutputOf(inputs_[0]));
  const Ran ran = RunOver(options_, inputs_);
  ASSERT_EQ(ran.errors.size(), 1U);
  EXPECT_THAT(ran.errors[0], HasSubstr(OutputOf(inputs_[0])));
  EXPECT_TRUE(fs::exists(OutputOf(inputs_[1])));
  EXPECT_EQ(ran.counts.inputs, 2U);
  EXPECT_FALSE(fs::exists(root_ + "/out/all.stats"));
  fs::remove(OutputOf(inputs_[0]));
  options_.resume = true;
  EXPECT_THAT(RunOver(options_, inputs_).done, ElementsAre(inputs_[0]));
  EXPECT_TRUE(fs::exists(root_ + "/out/all.stats"));
}

TEST_F(OutputFolderTest, ShardsPartTheInputsInAnyOrder) {
  Strings all;
  for (int i = 0; i < 40; ++i) {
    all.push_back(WriteFile(root_ + "/in/n" + std::to_string(i), std::string(1, 'x')));
  }
  const Statistics whole = RunOver(options_, all).counts;
  for (const std::uint32_t shards : {2U, 3U}) {
    Strings seen;
    Statistics sum;
    FolderOptions options = OptionsFor(root_ + "/shards" + std::to_string(shards));
    options.shards = shards;
    for (std::uint32_t i = 0; i < shards; ++i) {
      options.shard = i;
      const Ran ran = RunOver(options, all);
      const Strings reversed(all.rbegin(), all.rend());
      options.resume = true;
      EXPECT_THAT(RunOver(options, reversed).done, IsEmpty());
      options.resume = false;
      seen.insert(seen.end(), ran.done.begin(), ran.done.end());
      const auto read = ParseShardStatistics(Content(options.folder + "/" + std::to_string(i) +
                                                     "-of-" + std::to_string(shards) + ".stats"),
                                             "x");
      ASSERT_TRUE(read.ok());
      sum.Add(read->counts);
    }
    EXPECT_THAT(seen, testing::UnorderedElementsAreArray(all));
    EXPECT_TRUE(sum == whole);
  }
}

TEST_F(OutputFolderTest, LeftoversOfTheDeadGoAndOthersStay) {
  RunOver(options_, inputs_);
  const std::string output = OutputOf(inputs_[0]);
  WriteFile(output + ".tmp-123", "half");
  WriteFile(output + ".tmp-123-4", "half");
  WriteFile(output + ".tmp-notes", "the user's own");
  WriteFile(root_ + "/out/other.tmp-123", "nobody knows");
  const std::string living = WriteFile(output + ".tmp-9", "being written");
  const int descriptor = open(living.c_str(), O_WRONLY | O_CLOEXEC);
  ASSERT_EQ(flock(descriptor, LOCK_EX), 0);
  RunOver(options_, inputs_);
  EXPECT_FALSE(fs::exists(output + ".tmp-123"));
  EXPECT_FALSE(fs::exists(output + ".tmp-123-4"));
  EXPECT_TRUE(fs::exists(output + ".tmp-notes"));
  EXPECT_TRUE(fs::exists(root_ + "/out/other.tmp-123"));
  EXPECT_TRUE(fs::exists(living));
  close(descriptor);
  RunOver(options_, inputs_);
  EXPECT_FALSE(fs::exists(living));
}

TEST(InputPlanTest, FaultsAreFoundBeforeAnythingIsRead) {
  const std::string root = FreshDirectory();
  fs::create_directory(root + "/out");
  const std::string own = WriteFile(root + "/out/old.jsonl", "");
  const auto plan = PlanInputs({root + "/a", root + "/./a", own, root + "//b"}, root + "/out", "");
  ASSERT_TRUE(plan.ok());
  EXPECT_THAT(plan->inputs, ElementsAre(root + "/a", root + "//b"));
  EXPECT_THAT(plan->warnings,
              ElementsAre(HasSubstr("given more than once"), HasSubstr("in the output folder")));
  const auto collision = PlanInputs({"x/a", "/x/a"}, root + "/out", ".jsonl");
  ASSERT_FALSE(collision.ok());
  EXPECT_EQ(collision.error().message, "x/a and /x/a would both be written to x/a.jsonl");
  EXPECT_FALSE(PlanInputs({"-"}, root + "/out", ".jsonl").ok());
}

}  // namespace
}  // namespace calque::batch
