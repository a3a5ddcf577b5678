using LlmAspire.Gateway;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class SignalsSettingTests
{
    [Theory]
    [InlineData("Gateway:Signals:MaxWaiting", "0", "Gateway:Signals:MaxWaiting is 0: it must be between 1 and 1000000.")]
    [InlineData("Gateway:Signals:MaxWaitingBytes", "1", "Gateway:Signals:MaxWaitingBytes is 1")]
    [InlineData("Gateway:Signals:MaxConversationBytes", "1", "Gateway:Signals:MaxConversationBytes is 1")]
    [InlineData("Gateway:Signals:MaxKeptBytes", "-1", "Gateway:Signals:MaxKeptBytes is -1")]
    [InlineData("Gateway:Signals:FlagMarker", "12345678901234567", "Gateway:Signals:FlagMarker must have at most 16 characters")]
    [InlineData("Gateway:Signals:DisabledTypes:0", "quit", "'quit' is no signal type; there are interaction.misalignment.correction, ")]
    [InlineData("Gateway:Signals:OwnPhrases:0:Type", "interaction.disengagement.quit", "a phrase of interaction.disengagement.quit must have")]
    [InlineData("Gateway:Signals:Mode", "Reference", "Reference mode needs the reference's pack")]
    public async Task A_wrong_setting_ends_the_start_with_its_name_and_what_is_allowed(string setting, string value, string expected)
    {
        var error = await FailedStart.OfAsync(typeof(GatewayAssembly).Assembly, $"{setting}={value}");

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
