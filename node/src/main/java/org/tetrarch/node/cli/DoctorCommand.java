package org.tetrarch.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.node.localnet.Checkup;
import org.tetrarch.node.localnet.Checkup.Finding;
import org.tetrarch.node.localnet.Doctor;
import org.tetrarch.node.localnet.LocalNetworkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tetrarch doctor}. */
@Command(
    name = "doctor",
    description = {
      "Why does the local network not move? Says who is missing, which quorum and which timer that"
          + " matters to, and what to do.",
      "Looks twice, so it takes two seconds. Ends with 1 if what is sent now would not become"
          + " final."
    },
    footer = {"", "Example: tetrarch doctor"})
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call()
      throws IOException, GenesisException, LocalNetworkException, CommandFailure {
    Checkup checkup = Doctor.examine(surroundings.running().requireState());
    if (json) {
      surroundings.screen().json(toJson(checkup));
    } else {
      print(checkup, surroundings.screen());
    }
    return (checkup.verdict().isWell() ? ExitCode.OK : ExitCode.FAILURE).code();
  }

  private static void print(Checkup checkup, Screen screen) {
    boolean well = checkup.verdict().isWell();
    screen.line(well ? screen.green(checkup.sentence()) : screen.yellow(checkup.sentence()));
    for (Finding finding : checkup.findings()) {
      screen.line("  - " + finding.what());
      finding.remedy().ifPresent(remedy -> screen.line("      try: " + remedy));
    }
  }

  private static ObjectNode toJson(Checkup checkup) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("verdict", checkup.verdict().word());
    root.put("sentence", checkup.sentence());
    root.putArray("findings");
    for (Finding finding : checkup.findings()) {
      ObjectNode entry = root.withArray("/findings").addObject().put("what", finding.what());
      finding.remedy().ifPresent(remedy -> entry.put("try", remedy));
    }
    return root;
  }
}
