using System.Diagnostics;
using System.Text;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.LocalHosting.Processes;

/// <summary>Turns a plan into what the operating system is asked to start.</summary>
internal static class StartInfos
{
    /// <summary>Redirected, without a window, bound to this host's life where <c>setpriv</c> can do that.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The start info.</returns>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">Program or working directory do not exist.</exception>
    public static ProcessStartInfo Of(LaunchPlan plan)
    {
        var program = Programs.Find(plan.FileName, plan.WorkingDirectory);
        var info = new ProcessStartInfo
        {
            FileName = program,
            WorkingDirectory = plan.WorkingDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (Programs.SetPriv is { } setPriv)
        {
            // setpriv replaces itself with the program, so there is no process between.
            info.FileName = setPriv;
            info.ArgumentList.Add("--pdeathsig");
            info.ArgumentList.Add(plan.ParentDeathSignal);
            info.ArgumentList.Add("--");
            info.ArgumentList.Add(program);
        }

        foreach (var argument in plan.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        InheritedEnvironment.RemoveHostOnly(info.Environment);
        foreach (var (name, value) in plan.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
