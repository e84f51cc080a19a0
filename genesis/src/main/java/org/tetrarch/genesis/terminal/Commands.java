package org.tetrarch.genesis.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs a picocli command with our conventions for output, errors and exit codes. */
public final class Commands {
  private Commands() {}

  /** Turns an exception of a tool's own kind into a failure with an exit code. */
  @FunctionalInterface
  public interface Translation {
    /** The failure to show; exceptions that are not known here stay as they are. */
    Exception translate(Exception exception);
  }

  /** Runs a command and returns its exit code; never throws. */
  public static int run(
      CommandLine command, Screen screen, Translation translation, String... args) {
    command.setOut(screen.out());
    command.setErr(screen.err());
    command.setUsageHelpAutoWidth(true);
    command.setAbbreviatedOptionsAllowed(false);
    command.setColorScheme(
        CommandLine.Help.defaultColorScheme(screen.isColoured() ? Ansi.ON : Ansi.OFF));
    command.setParameterExceptionHandler(
        (exception, arguments) -> {
          String name = exception.getCommandLine().getCommandSpec().qualifiedName();
          screen.error(exception.getMessage() + "; see " + name + " --help");
          return ExitCode.USAGE.code();
        });
    command.setExecutionExceptionHandler(
        (exception, failed, result) -> {
          Exception known = translation.translate(exception);
          screen.error(describe(known));
          return known instanceof CommandFailure failure
              ? failure.exitCode().code()
              : ExitCode.FAILURE.code();
        });
    int code = command.execute(args);
    screen.flush();
    return code;
  }

  /** One line for a person; for files it says which one. */
  public static String describe(Exception exception) {
    return switch (exception) {
      case CommandFailure failure -> String.valueOf(failure.getMessage());
      case FileAlreadyExistsException e -> e.getFile() + ": exists already";
      case NoSuchFileException e -> e.getFile() + ": there is no such file";
      case AccessDeniedException e -> e.getFile() + ": this user has no access to it";
      case FileSystemException e when e.getReason() != null ->
          (e.getOtherFile() == null ? e.getFile() : e.getOtherFile()) + ": " + e.getReason();
      case IOException e -> String.valueOf(e.getMessage());
      default -> "unexpected: " + exception;
    };
  }
}
