using LlmAspire.MockLlm;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class MockLlmOptionsTests
{
    [Theory]
    [InlineData("MaxRequestBytes", "1")]
    [InlineData("SlowDelay", "00:00:00")]
    [InlineData("SlowDelay", "01:00:00")]
    [InlineData("RetryAfter", "00:00:00")]
    [InlineData("RetryAfter", "00:00:01.5")]
    [InlineData("KeepCalls", "-1")]
    [InlineData("KeepBodyBytes", "-1")]
    [InlineData("Recordings", "/no/such/folder")]
    [InlineData("Models:0", " ")]
    public async Task A_setting_out_of_range_stops_the_start_and_is_named(string setting, string value)
    {
        var failure = await FailedStart.OfAsync(typeof(MockLlmAssembly).Assembly, $"MockLlm:{setting}={value}");

        Assert.Contains($"MockLlm:{setting} is '", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_reported_at_once()
    {
        var failure = await FailedStart.OfAsync(
            typeof(MockLlmAssembly).Assembly, "MockLlm:MaxRequestBytes=0", "MockLlm:SlowDelay=00:00:00", "MockLlm:RetryAfter=00:00:00");

        Assert.Equal(3, failure.Failures.Count());
    }
}
