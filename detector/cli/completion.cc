// One writer a shell. They differ in quoting and in how a value is asked for, not in what they
// offer: the shape of the commands.
#include "detector/cli/completion.h"

#include <string_view>

namespace calque::cli {
namespace {

std::string Join(const std::vector<std::string>& words, std::string_view between) {
  std::string joined;
  for (const std::string& word : words) {
    if (!joined.empty()) joined += between;
    joined += word;
  }
  return joined;
}

// `text` with a backslash before each of `special`.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string Replaced(std::string_view text, char from, std::string_view to) {
  std::string replaced;
  for (const char c : text) c == from ? replaced.append(to) : replaced.append(1, c);
  return replaced;
}

// A word in single quotes, for bash and zsh.
std::string ShellQuoted(std::string_view text) { return "'" + Replaced(text, '\'', "'\\''") + "'"; }

std::string FishQuoted(std::string_view text) { return "'" + Escaped(text, "\\'") + "'"; }

// Shell patterns of the path of a command and one more word that lead to another command.
std::string Steps(const std::vector<CommandShape>& commands) {
  std::vector<std::string> steps;
  for (const CommandShape& command : commands) {
    for (const std::string& inner : command.subcommands) {
      steps.push_back(ShellQuoted(command.path + " " + inner));
    }
  }
  return Join(steps, "|");
}

std::vector<std::string> OptionNames(const CommandShape& command) {
  std::vector<std::string> names;
  for (const OptionShape& option : command.options) {
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

// The value after an option: one of its list, else a file.
std::string BashValues(const CommandShape& command) {
  std::string cases;
  for (const OptionShape& option : command.options) {
    if (option.positional || option.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names) {
      patterns.push_back(ShellQuoted(command.path + ":" + name));
    }
    cases += "    " + Join(patterns, "|") + ")\n      mapfile -t COMPREPLY < <(compgen " +
             (option.values.empty() ? "-f" : "-W " + ShellQuoted(Join(option.values, " "))) +
             " -- \"$current\")\n      return ;;\n";
  }
  return cases;
}

std::string ZshOption(const OptionShape& option) {
  const std::string help = "[" + Escaped(option.help, "[]:\\") + "]";
  std::string value;
  if (!option.value.empty()) {
    value = ":" + option.value + ":" +
            (option.values.empty() ? "_files" : "(" + Join(option.values, " ") + ")");
  }
  std::string lines;
  for (const std::string& name : option.names) {
    lines += " \\\n        " + ShellQuoted("*" + name + help + value);
  }
  return lines;
}

std::string FishOption(const OptionShape& option) {
  std::string line;
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.value.empty()) line += option.values.empty() ? " -r -F" : " -x";
  if (!option.values.empty()) line += " -a " + FishQuoted(Join(option.values, " "));
  return line + " -d " + FishQuoted(option.help) + "\n";
}

const CommandShape* Find(const std::vector<CommandShape>& commands, const std::string& path) {
  for (const CommandShape& command : commands) {
    if (command.path == path) return &command;
  }
  return nullptr;
}

std::string Below(const CommandShape& command, const std::string& inner) {
  return command.path.empty() ? inner : command.path + " " + inner;
}

}  // namespace

std::string BashCompletion(const std::vector<CommandShape>& commands) {
  std::string script =
      "# bash completion of calque\n"
      "_calque() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command='' word\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$command $word\" in\n"
      "    " +
      Steps(commands) +
      ")\n"
      "      command=${command:+$command }$word ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command:$previous\" in\n";
  for (const CommandShape& command : commands) script += BashValues(command);
  script +=
      "  esac\n"
      "  local options='' inner=''\n"
      "  case \"$command\" in\n";
  for (const CommandShape& command : commands) {
    script += "    " + ShellQuoted(command.path) +
              ")\n      options=" + ShellQuoted(Join(OptionNames(command), " ")) +
              "\n      inner=" + ShellQuoted(Join(command.subcommands, " ")) + " ;;\n";
  }
  return script +
         "  esac\n"
         "  if [[ $current == -* ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
         "  elif [[ -n $inner ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$inner\" -- \"$current\")\n"
         "  else\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _calque calque\n";
}

std::string ZshCompletion(const std::vector<CommandShape>& commands) {
  std::string script =
      "#compdef calque\n"
      "# zsh completion of calque\n"
      "_calque() {\n"
      "  local command='' word\n"
      "  local -a inner\n"
      "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
      "    case \"$command $word\" in\n"
      "    (" +
      Steps(commands) +
      ")\n"
      "      command=${command:+$command }$word ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command\" in\n";
  for (const CommandShape& command : commands) {
    script += "    (" + ShellQuoted(command.path) + ")\n      inner=(";
    for (const std::string& inner : command.subcommands) {
      const std::string& help = Find(commands, Below(command, inner))->help;
      script += "\n        " + ShellQuoted(inner + ":" + Escaped(help, ":\\"));
    }
    script +=
        ")\n      [[ $#inner -gt 0 && $PREFIX != -* ]] && _describe command inner && return\n";
    script += "      _arguments -S";
    for (const OptionShape& option : command.options) {
      if (!option.positional) script += ZshOption(option);
    }
    script += " \\\n        '*:file:_files' ;;\n";
  }
  return script + "  esac\n}\n_calque \"$@\"\n";
}

std::string FishCompletion(const std::vector<CommandShape>& commands) {
  std::string script =
      "# fish completion of calque\n"
      "function __calque_command\n"
      "  set -l command ''\n"
      "  for word in (commandline -opc)[2..]\n"
      "    switch \"$command $word\"\n"
      "      case " +
      Replaced(Steps(commands), '|', " ") +
      "\n"
      "        set command (string trim -- \"$command $word\")\n"
      "    end\n"
      "  end\n"
      "  echo $command\n"
      "end\n";
  for (const CommandShape& command : commands) {
    const std::string here = "complete -c calque -n " +
                             FishQuoted("test (__calque_command) = " + FishQuoted(command.path));
    for (const std::string& inner : command.subcommands) {
      const std::string& help = Find(commands, Below(command, inner))->help;
      script += here + " -f -a " + inner + " -d " + FishQuoted(help) + "\n";
    }
    for (const OptionShape& option : command.options) {
      if (!option.positional) script += here + FishOption(option);
    }
  }
  return script;
}

}  // namespace calque::cli
