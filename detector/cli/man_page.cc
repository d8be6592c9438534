// Sections of the page, one a command, from what --help says.
#include "detector/cli/man_page.h"

#include <string_view>

namespace calque::cli {
namespace {

// Hyphens that are typed as such, backslashes, and no line that begins as a macro does.
std::string Roff(std::string_view text) {
  std::string roff;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) roff += "\\&";
    if (c == '\\')
      roff += "\\e";
    else if (c == '-')
      roff += "\\-";
    else
      roff += c;
    line_begins = c == '\n';
  }
  return roff;
}

std::string Bold(std::string_view text) { return "\\fB" + Roff(text) + "\\fR"; }
std::string Italic(std::string_view text) { return "\\fI" + Roff(text) + "\\fR"; }

std::string OptionEntry(const OptionShape& option) {
  std::string names;
  for (const std::string& name : option.names) {
    if (!names.empty()) names += ", ";
    names += option.positional ? Italic(name) : Bold(name);
  }
  if (!option.positional && !option.value.empty()) names += " " + Italic(option.value);
  return ".TP\n" + names + "\n" + Roff(option.help) + "\n";
}

std::string CommandSection(const CommandShape& command) {
  std::string section = ".SS \"calque " + Roff(command.path) + "\"\n" + Roff(command.help) + ".\n";
  for (const bool positional : {true, false}) {
    for (const OptionShape& option : command.options) {
      if (option.positional == positional) section += OptionEntry(option);
    }
  }
  if (command.footer.empty()) return section;
  return section + ".PP\n.nf\n" + Roff(command.footer) + "\n.fi\n";
}

}  // namespace

std::string ManPage(const std::vector<CommandShape>& commands, const std::string& version) {
  const CommandShape& program = commands.front();
  std::string page = ".TH CALQUE 1 \"\" \"calque " + version + "\" \"User Commands\"\n" +
                     ".SH NAME\ncalque \\- find the artifacts of machine translation and synonym "
                     "spinning in English text\n"
                     ".SH SYNOPSIS\n";
  for (const std::string& inner : program.subcommands) {
    page += ".B calque " + Roff(inner) + "\n[\\fIOPTIONS\\fR] ...\n.br\n";
  }
  page += ".SH DESCRIPTION\n" + Roff(program.help) + "\n.SH OPTIONS\n";
  for (const OptionShape& option : program.options) page += OptionEntry(option);
  page += ".SH COMMANDS\n";
  for (const CommandShape& command : commands) {
    if (!command.path.empty()) page += CommandSection(command);
  }
  return page +
         ".SH EXIT STATUS\n0: done; 1: only when \\-\\-fail\\-on asked and something was found; "
         "2: error.\n";
}

}  // namespace calque::cli
