using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Marks the endpoint of the providers' own paths.</summary>
internal sealed class NativeRoute
{
    /// <summary>The route's id.</summary>
    public const string Id = "providers";

    /// <summary>The route's pattern.</summary>
    public const string Pattern = Api.NativePrefix + "{provider}/{**path}";

    /// <summary>The mark.</summary>
    public static readonly NativeRoute Instance = new();

    private NativeRoute()
    {
    }
}
