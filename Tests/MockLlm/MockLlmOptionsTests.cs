using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.Extensions.Options;

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
    public void A_setting_out_of_range_stops_the_start_and_is_named(string setting, string value)
    {
        var failure = Assert.ThrowsAny<OptionsValidationException>(() => MockLlmServer.StartWith(setting, value));

        Assert.Contains($"MockLlm:{setting} is '", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_reported_at_once()
    {
        var failure = Assert.ThrowsAny<OptionsValidationException>(() => MockLlmServer.Start(host => host
            .UseSetting("MockLlm:MaxRequestBytes", "0")
            .UseSetting("MockLlm:SlowDelay", "00:00:00")
            .UseSetting("MockLlm:RetryAfter", "00:00:00")));

        Assert.Equal(3, failure.Failures.Count());
    }
}
