using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.MockLlm;

public sealed class LogTests
{
    [Fact]
    public async Task A_call_is_one_line_and_says_nothing_of_what_was_said()
    {
        using var lines = new LogLines();
        await using (
            var mock = MockLlmServer.Start(host => host.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(lines))))
        {
            await Chat.StreamAsync(mock.Client, Chat.Request("mock", "my secret words", stream: true));
        }

        var ours = lines.All.Where(line => !line.Category.StartsWith("Microsoft.Hosting", StringComparison.Ordinal)).ToList();
        var (level, _, message) = Assert.Single(ours);
        Assert.Equal(LogLevel.Information, level);
        Assert.Contains("openai.chat 200 Completed, 4 chunks", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }
}
