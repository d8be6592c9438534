// calque version: what this program is, and what its verdicts were measured to be
// worth.
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "calque/detector.h"
#include "detector/cli/command.h"
#include "detector/default_pack.h"
#include "detector/documents/jsonl_reader.h"
#include "detector/evaluation/rates.h"
#include "detector/evaluation/sheet_text.h"

namespace calque::cli {
namespace {

struct VersionFlags {
  std::string pack;
  bool rates = false;
};

// What the code was made for, and which of the JSON reader's ways this processor takes.
std::string CpuPath() {
  return CALQUE_PROCESSOR ", JSON reader " + documents::JsonImplementation();
}

int PrintRates(const storage::Pack& pack) {
  if (!pack.Has(evaluation::kRatesSection)) {
    std::printf("%s: its false-alarm rates were not measured (no section \"rates\").\n",
                pack.name().c_str());
    return kExitDone;
  }
  const auto section = pack.Section(evaluation::kRatesSection);
  if (!section.ok()) return Fail(section.error());
  const auto table =
      evaluation::ParseRates({reinterpret_cast<const char*>(section->data()), section->size()});
  if (!table.ok()) return Fail({table.error().code, pack.name() + ": " + table.error().message});
  std::printf("\n%s", evaluation::TableText(*table).c_str());
  return kExitDone;
}

int PrintVersion(const VersionFlags& flags) {
  const bool built_in = flags.pack.empty();
  const auto detector = built_in ? Detector::Open() : Detector::Open(flags.pack);
  if (!built_in && !detector.ok()) return Fail(detector.error());
  std::printf("calque %s\npack %s\nbuild %s\ncpu %s\n", Version(),
              detector.ok() ? detector->pack_name().c_str() : "none", CALQUE_BUILD,
              CpuPath().c_str());
  if (!flags.rates) return kExitDone;
  const auto pack = built_in ? OpenDefaultPack() : storage::Pack::Open(flags.pack);
  return pack.ok() ? PrintRates(*pack) : Fail(pack.error());
}

}  // namespace

void AddVersionCommand(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("version", "Print the versions of program and pack");
  const auto flags = std::make_shared<VersionFlags>();
  command->add_option("--pack", flags->pack, "Tell of this pack instead of the built-in one")
      ->type_name("FILE");
  command->add_flag("--rates", flags->rates,
                    "Add how often each mode was wrong about honest texts and how much machine "
                    "text it found when it was measured");
  command->footer("Example:\n  calque version --rates");
  command->callback([action, flags] { *action = [flags] { return PrintVersion(*flags); }; });
}

}  // namespace calque::cli
