using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>Starts gateways with filters.</summary>
internal static class FilteredGateway
{
    /// <summary>A gateway with one filter in the stream protocol.</summary>
    /// <param name="provider">Its provider.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="onError">What happens when it fails.</param>
    /// <returns>A gateway that listens.</returns>
    public static GatewayServer Before(ScriptedProvider provider, ScriptedFilter filter, string onError = "passThrough") =>
        Before(provider, Output(0, "pii", filter.Address, onError));

    /// <summary>A gateway with filters.</summary>
    /// <param name="provider">Its provider.</param>
    /// <param name="filters">The filters' settings.</param>
    /// <returns>A gateway that listens.</returns>
    public static GatewayServer Before(ScriptedProvider provider, params (string Name, string? Value)[][] filters) =>
        GatewayServer.Before(provider, [.. filters.SelectMany(settings => settings)]);

    /// <summary>The settings of an output filter.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="name">Its name.</param>
    /// <param name="address">Where it answers.</param>
    /// <param name="onError">What happens when it fails.</param>
    /// <param name="mode">The protocol; the default's when null.</param>
    /// <param name="timeout">How long it may be silent.</param>
    /// <param name="section">The list that it stands in.</param>
    /// <returns>The settings.</returns>
    public static (string Name, string? Value)[] Output(
        int index, string name, Uri address, string onError = "passThrough", string? mode = null, string timeout = "00:00:20",
        string section = "OutputFilters") =>
    [
        ($"Gateway:{section}:{index}:Name", name), ($"Gateway:{section}:{index}:Address", address.AbsoluteUri),
        ($"Gateway:{section}:{index}:Timeout", timeout), ($"Gateway:{section}:{index}:OnError", onError),
        .. mode is null ? [] : ((string, string?)[])[($"Gateway:{section}:{index}:Mode", mode)],
    ];
}
