using System.Text;
using LlmAspire.ServiceDefaults.Logging;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LlmAspire.Tests.ServiceDefaults.Logging;

public sealed class BatchingConsoleTests
{
    [Fact]
    public void Lines_that_come_close_together_are_written_in_one_go()
    {
        using var output = new CountingStream();
        var time = new ManualTimeProvider();
        using var console = new BatchingConsole(output, time);

        console.Add(new StringBuilder("one\n"));
        console.Add(new StringBuilder("zwölf\n"));
        Assert.Equal(0, output.Writes);
        time.Advance(BatchingConsole.Delay);

        Assert.Equal(1, output.Writes);
        Assert.Equal("one\nzwölf\n", output.Text);
    }

    [Fact]
    public void A_later_line_is_written_too()
    {
        using var output = new CountingStream();
        var time = new ManualTimeProvider();
        using var console = new BatchingConsole(output, time);
        console.Add(new StringBuilder("one\n"));
        time.Advance(BatchingConsole.Delay);

        console.Add(new StringBuilder("two\n"));
        time.Advance(BatchingConsole.Delay);

        Assert.Equal("one\ntwo\n", output.Text);
    }

    [Fact]
    public void What_waits_is_written_when_the_process_ends()
    {
        using var output = new CountingStream();
        var console = new BatchingConsole(output, new ManualTimeProvider());
        console.Add(new StringBuilder("last words\n"));

        console.Dispose();

        Assert.Equal("last words\n", output.Text);
    }

    [Fact]
    public void A_console_that_takes_nothing_costs_bounded_memory_and_is_told_how_much_it_missed()
    {
        using var output = new CountingStream();
        using var console = new BatchingConsole(output, new ManualTimeProvider());
        var line = new StringBuilder().Append('x', 1023).Append('\n');

        for (var i = 0; i < 2000; i++)
        {
            console.Add(line);
        }

        console.Flush();
        Assert.Equal(1024, output.Text.Count(c => c == '\n') - 1);
        Assert.EndsWith("976 log entries dropped: the console did not take them in time.\n", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_console_does_not_disturb_who_logs()
    {
        using var output = new CountingStream { IsBroken = true };
        using var console = new BatchingConsole(output, new ManualTimeProvider());

        console.Add(new StringBuilder("unheard\n"));
        console.Flush();

        Assert.Equal("", output.Text);
    }

    [Fact]
    public void A_service_logs_by_it_instead_of_the_frameworks_logger()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults();
        using var services = builder.Services.BuildServiceProvider();

        var providers = services.GetServices<ILoggerProvider>().ToList();

        Assert.Single(providers.OfType<BatchingConsoleLoggerProvider>());
        Assert.Empty(providers.OfType<ConsoleLoggerProvider>());
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public bool IsBroken { get; init; }

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsBroken)
            {
                throw new IOException("Broken pipe");
            }

            Writes++;
            base.Write(buffer);
        }
    }
}
