using System.ComponentModel.DataAnnotations;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>The settings of this host that Aspire does not have.</summary>
internal sealed class LocalHostingOptions
{
    /// <summary>Where they are in configuration.</summary>
    public const string SectionName = "LocalHosting";

    /// <summary>
    /// How long a process may take to end when it is asked to, before it is killed. With the default everything is gone within 5 s; a
    /// service
    /// that drains long streams may need more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ErrorMessage = "LocalHosting:StopGracePeriod must be between 00:00:00 and 00:10:00.")]
    public TimeSpan StopGracePeriod { get; set; } = TimeSpan.FromSeconds(3);
}
