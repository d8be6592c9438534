// calque completion, calque man: what packagers install, written from the commands themselves.
// Neither shows in the help.
#include <cstdio>
#include <memory>
#include <string>

#include "calque/detector.h"
#include "detector/cli/choice.h"
#include "detector/cli/command.h"
#include "detector/cli/command_shape.h"
#include "detector/cli/completion.h"
#include "detector/cli/man_page.h"

namespace calque::cli {
namespace {

using Writer = std::string (*)(const std::vector<CommandShape>&);

int Print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kExitDone;
}

}  // namespace

void AddShellCommands(CLI::App* app, Action* action) {
  CLI::App* completion = app->add_subcommand("completion", "Print the completion of a shell");
  completion->group("");
  const auto shell = std::make_shared<int>(0);
  completion->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->transform(Choice<int>({{"bash", 0}, {"zsh", 1}, {"fish", 2}}));
  completion->footer("Example:\n  calque completion bash > /etc/bash_completion.d/calque");
  completion->callback([app, action, shell] {
    constexpr Writer kWriters[] = {BashCompletion, ZshCompletion, FishCompletion};
    *action = [app, writer = kWriters[*shell]] { return Print(writer(CommandShapes(app))); };
  });

  CLI::App* man = app->add_subcommand("man", "Print the manual page");
  man->group("");
  man->footer("Example:\n  calque man > calque.1");
  man->callback(
      [app, action] { *action = [app] { return Print(ManPage(CommandShapes(app), Version())); }; });
}

}  // namespace calque::cli
